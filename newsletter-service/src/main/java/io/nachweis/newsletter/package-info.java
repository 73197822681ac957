/** Double opt-in, the confirmation mail, and the end of it by one click. */
@NullMarked
package io.nachweis.newsletter;

import org.jspecify.annotations.NullMarked;
