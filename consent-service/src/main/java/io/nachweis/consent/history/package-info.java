/** Everything every service has on record about a person. */
@NullMarked
package io.nachweis.consent.history;

import org.jspecify.annotations.NullMarked;
