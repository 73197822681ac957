package io.nachweis.starter.events;

import io.nachweis.starter.DomainClock;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.MessageDispatchInterceptor;

/** Puts events on record at the time of the domain's clock, as everything that is said of them. */
final class DomainTimestamps implements MessageDispatchInterceptor<EventMessage<?>> {

    private final DomainClock clock;

    DomainTimestamps(DomainClock clock) {
        this.clock = clock;
    }

    @Override
    public BiFunction<Integer, EventMessage<?>, EventMessage<?>> handle(List<? extends EventMessage<?>> messages) {
        Instant now = clock.now();
        return (_, message) -> message instanceof DomainEventMessage<?> event
                ? new GenericDomainEventMessage<>(
                        event.getType(), event.getAggregateIdentifier(), event.getSequenceNumber(), event, () -> now)
                : new GenericEventMessage<>(message, () -> now);
    }
}
