/** Hears what the services erased and what they keep. */
@NullMarked
package io.nachweis.rights.erasure;

import org.jspecify.annotations.NullMarked;
