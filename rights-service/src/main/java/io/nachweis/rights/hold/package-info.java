/** Legal holds: what has to be kept of a person, why, and that somebody looks at it again. */
@NullMarked
package io.nachweis.rights.hold;

import org.jspecify.annotations.NullMarked;
