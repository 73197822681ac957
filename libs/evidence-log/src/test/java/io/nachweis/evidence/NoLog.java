package io.nachweis.evidence;

import io.nachweis.personal.KeyScope;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** A log that takes everything and keeps nothing. */
final class NoLog implements LogUnderTest {

    private final MemoryKeys keys = new MemoryKeys();

    private static final class Nothing implements EventStorageEngine {
        @Override
        public void appendEvents(List<? extends EventMessage<?>> events) {}

        @Override
        public void storeSnapshot(DomainEventMessage<?> snapshot) {}

        @Override
        public Stream<? extends TrackedEventMessage<?>> readEvents(@Nullable TrackingToken token, boolean mayBlock) {
            return Stream.empty();
        }

        @Override
        public DomainEventStream readEvents(String aggregateIdentifier, long firstSequenceNumber) {
            return DomainEventStream.empty();
        }

        @Override
        public Optional<DomainEventMessage<?>> readSnapshot(String aggregateIdentifier) {
            return Optional.empty();
        }

        @Override
        public @Nullable TrackingToken createHeadToken() {
            return null;
        }
    }

    @Override
    public EventStorageEngine engine() {
        return new Nothing();
    }

    @Override
    public EventStorageEngine anotherEngine() {
        return new Nothing();
    }

    @Override
    public EventStorageEngine strangersEngine() {
        return new Nothing();
    }

    @Override
    public SubjectEntries subjectEntries() {
        return (_, _, _) -> new Slice<>(List.of(), null);
    }

    @Override
    public Erasure erasure() {
        return new Erasure() {
            @Override
            public void begin(Collection<KeyScope> scopes) {}

            @Override
            public boolean hasBegun() {
                return false;
            }

            @Override
            public void eraseFinal(Collection<KeyScope> scopes) {}

            @Override
            public ErasureResult complete() {
                return new ErasureResult(0, 0);
            }
        };
    }

    @Override
    public MemoryKeys keys() {
        return keys;
    }

    @Override
    public List<Document> documents() {
        return List.of();
    }

    @Override
    public void lose(long position) {}

    @Override
    public void close() {}
}
