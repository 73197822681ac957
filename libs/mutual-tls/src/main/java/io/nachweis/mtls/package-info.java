/** Mutual TLS (RFC 8446, client certificates) between the parts of an installation that are on different machines. */
@NullMarked
package io.nachweis.mtls;

import org.jspecify.annotations.NullMarked;
