@NullMarked
package jnr.unixsocket;

import org.jspecify.annotations.NullMarked;
