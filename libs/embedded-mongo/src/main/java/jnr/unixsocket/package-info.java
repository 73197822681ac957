/**
 * What the MongoDB driver uses of the library jnr-unixsocket, under the names it is compiled against, over the JDK's own
 * Unix domain sockets. {@code docs/decisions/0020} says why.
 */
@NullMarked
package jnr.unixsocket;

import org.jspecify.annotations.NullMarked;
