/** The only way in: routes, limits, headers, and the signed address of the client. */
@NullMarked
package io.nachweis.gateway;

import org.jspecify.annotations.NullMarked;
