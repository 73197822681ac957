/** Keeps a person's decisions for as long as they prove something. */
@NullMarked
package io.nachweis.consent.retention;

import org.jspecify.annotations.NullMarked;
