/** What the privacy desk sees of requests, and decides. */
@NullMarked
package io.nachweis.rights.desk;

import org.jspecify.annotations.NullMarked;
