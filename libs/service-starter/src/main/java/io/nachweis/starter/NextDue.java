package io.nachweis.starter;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * When the first item of a work queue is due, as far as this process knows, so that the database need not be asked before.
 * What another process put there and left is found within {@link #SELDOM}.
 */
public final class NextDue {

    static final Duration SELDOM = Duration.ofSeconds(10);

    private final LongSupplier nanos;
    private Instant at = Instant.MIN;
    private long askedAt;

    public NextDue() {
        this(System::nanoTime);
    }

    NextDue(LongSupplier nanos) {
        this.nanos = nanos;
        this.askedAt = nanos.getAsLong();
    }

    /** Call it after an item was written that is due then. */
    public synchronized void expect(Instant due) {
        if (due.isBefore(at)) {
            at = due;
        }
    }

    /**
     * Whether to ask now. Whoever does MUST {@link #expect} what is the first afterwards: what was expected until now is
     * forgotten, and only what is expected meanwhile is not.
     */
    public synchronized boolean ask(Instant now) {
        long real = nanos.getAsLong();
        if (now.isBefore(at) && real - askedAt < SELDOM.toNanos()) {
            return false;
        }
        at = Instant.MAX;
        askedAt = real;
        return true;
    }
}
