package io.nachweis.starter.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.nachweis.starter.Outage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.Decisions;
import org.axonframework.messaging.deadletter.EnqueueDecision;
import org.axonframework.messaging.deadletter.EnqueuePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The enqueue policy of dead letters: only a permanent failure makes one. During an outage the processor waits instead.
 */
final class PermanentFailurePolicy implements EnqueuePolicy<EventMessage<?>> {

    private static final Logger log = LoggerFactory.getLogger(PermanentFailurePolicy.class);

    private final Counter putAside;

    PermanentFailurePolicy(MeterRegistry meters) {
        this.putAside = Counter.builder("nachweis.events.put.aside").register(meters);
    }

    @Override
    public EnqueueDecision<EventMessage<?>> decide(DeadLetter<? extends EventMessage<?>> letter, Throwable cause) {
        if (letter instanceof StoredDeadLetter) {
            return Decisions.requeue(cause); // It stays, whatever the reason was this time.
        }
        if (Outage.isBehind(cause)) {
            throw new OutageInProjection(cause);
        }
        log.warn(
                "The event {} was put aside: {}",
                letter.message().getIdentifier(),
                cause.getClass().getName());
        putAside.increment();
        return Decisions.enqueue(cause);
    }

    /** Ends the batch, so that it comes again; an answer would either put the event aside or pass over it. */
    private static final class OutageInProjection extends RuntimeException {

        private static final long serialVersionUID = 1L;

        OutageInProjection(Throwable cause) {
            super(cause);
        }
    }
}
