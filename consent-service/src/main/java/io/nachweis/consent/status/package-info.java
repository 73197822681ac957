/** May we, right now? */
@NullMarked
package io.nachweis.consent.status;

import org.jspecify.annotations.NullMarked;
