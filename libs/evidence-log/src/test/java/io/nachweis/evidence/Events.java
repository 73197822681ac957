package io.nachweis.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.MetaData;

/** Events as a handler publishes them. */
final class Events {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Events() {}

    static DomainEventMessage<?> inStream(String stream, long sequence) {
        return inStream(stream, sequence, StayEvent.left(stream));
    }

    static DomainEventMessage<?> inStream(String stream, long sequence, StayEvent event) {
        return at(NOON, stream, sequence, event);
    }

    static DomainEventMessage<?> at(Instant time, String stream, long sequence, StayEvent event) {
        return withId(UUID.randomUUID().toString(), time, stream, sequence, event);
    }

    static DomainEventMessage<?> withId(String id, Instant time, String stream, long sequence, StayEvent event) {
        return new GenericDomainEventMessage<>(
                "Stay", stream, sequence, event, MetaData.from(Map.of("traceId", "4bf92f3577b34da6")), id, time);
    }

    static DomainEventMessage<?> ofRequest(String request, DomainEventMessage<?> event) {
        return event.andMetaData(Map.of(Leaf.REQUEST, request));
    }

    static EventMessage<?> ofNoStream() {
        return new GenericEventMessage<>(
                UUID.randomUUID().toString(), StayEvent.left("none"), MetaData.emptyInstance(), NOON);
    }

    static List<DomainEventMessage<?>> stream(String stream, int events) {
        return LongStream.range(0, events)
                .<DomainEventMessage<?>>mapToObj(sequence -> inStream(stream, sequence))
                .toList();
    }
}
