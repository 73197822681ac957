/**
 * Facts as CloudEvents on Kafka: published from a service's log, consumed in order per person. For services that declare a
 * {@link io.nachweis.facts.Publication} or a {@link io.nachweis.facts.FactListener}; nobody else speaks Kafka.
 */
@NullMarked
package io.nachweis.facts;

import org.jspecify.annotations.NullMarked;
