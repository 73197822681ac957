/** A service as small as can be: people leave notes. */
@NullMarked
package io.nachweis.starter.sample;

import org.jspecify.annotations.NullMarked;
