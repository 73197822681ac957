/** Bounds what a client can take of a server before its request is understood: connections, time and bytes. */
@NullMarked
package io.nachweis.limits;

import org.jspecify.annotations.NullMarked;
