/** The evidence log: every event is an entry with a position, and its bytes are made once. */
@NullMarked
package io.nachweis.evidence;

import org.jspecify.annotations.NullMarked;
