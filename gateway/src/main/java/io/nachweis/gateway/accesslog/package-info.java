/** Access logs of web servers, and what a policy's rule makes of their lines: ours, and those of other servers. */
@NullMarked
package io.nachweis.gateway.accesslog;

import org.jspecify.annotations.NullMarked;
