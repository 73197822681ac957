/** What every service shares: the log under Axon, facts on Kafka, sign-in, problems, health, and the clock. */
@NullMarked
package io.nachweis.starter;

import org.jspecify.annotations.NullMarked;
