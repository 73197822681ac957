/** The smallest service that publishes facts and consumes them. */
@NullMarked
package io.nachweis.facts.sample;

import org.jspecify.annotations.NullMarked;
