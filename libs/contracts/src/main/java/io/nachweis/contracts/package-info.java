/** The public language of the platform: what internal applications read and what refusals look like. */
@NullMarked
package io.nachweis.contracts;

import org.jspecify.annotations.NullMarked;
