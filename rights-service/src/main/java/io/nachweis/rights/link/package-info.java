/** Requests as the log has them, and the tickets that lead to them. */
@NullMarked
package io.nachweis.rights.link;

import org.jspecify.annotations.NullMarked;
