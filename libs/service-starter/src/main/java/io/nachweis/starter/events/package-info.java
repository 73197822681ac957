/** Axon on the evidence log: how commands are retried, how far processors have come, and what they put aside. */
@NullMarked
package io.nachweis.starter.events;

import org.jspecify.annotations.NullMarked;
