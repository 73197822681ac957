package io.nachweis.starter;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The clock of the domain, in microseconds: an instant that is stored reads back as it was. In a trial it can be moved;
 * tokens, signatures and Kafka keep real time.
 */
public final class DomainClock {

    private final Clock clock;

    public DomainClock(Clock clock) {
        this.clock = clock;
    }

    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
