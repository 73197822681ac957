/** Takes down what other services say people decided. */
@NullMarked
package io.nachweis.consent.hearing;

import org.jspecify.annotations.NullMarked;
