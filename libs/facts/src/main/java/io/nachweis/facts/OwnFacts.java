package io.nachweis.facts;

import io.nachweis.contracts.Fact;
import io.nachweis.contracts.FactPage;
import io.nachweis.contracts.PublishedFact;
import io.nachweis.event.SubjectId;
import io.nachweis.evidence.SubjectEntries;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;

/** What this service has said, read from its log instead of its topic: there at once, and also while Kafka is away. */
final class OwnFacts {

    /** Entries in one answer; whoever wants more asks again. */
    private static final int MOST = 1_000;

    private final String source;
    private final Publications publication;
    private final EventStorageEngine log;
    private final SubjectEntries entries;

    OwnFacts(String service, Publications publication, EventStorageEngine log, SubjectEntries entries) {
        this.source = "/" + service;
        this.publication = publication;
        this.log = log;
        this.entries = entries;
    }

    /** Everything said after a position, oldest first. */
    FactPage after(long position) {
        long head = head();
        if (head <= position) {
            return new FactPage(head, false, List.of());
        }
        try (Stream<? extends TrackedEventMessage<?>> events = log.readEvents(token(position), false)) {
            // No gaps: so many there are, and whoever asked for one more would ask the database once more.
            List<? extends TrackedEventMessage<?>> read =
                    events.limit(Math.min(MOST, head - position)).toList();
            return new FactPage(
                    position(read.getLast().trackingToken()),
                    read.size() == MOST,
                    read.stream()
                            .flatMap(event -> facts(event, position(event.trackingToken())))
                            .toList());
        }
    }

    /** Everything said about a person. */
    FactPage about(SubjectId subject) {
        // Asked first, so that nothing up to there is left out.
        long head = head();
        Map<String, Long> positions = new HashMap<>();
        Set<String> streams = new LinkedHashSet<>();
        entries.about(subject, false).filter(entry -> entry.stream() != null).forEach(entry -> {
            positions.put(entry.id(), entry.position());
            streams.add(entry.stream());
        });
        List<PublishedFact> facts = streams.stream()
                .flatMap(stream -> log.readEvents(stream).asStream())
                .flatMap(event -> Stream.ofNullable(positions.get(event.getIdentifier()))
                        .flatMap(position -> facts(event, position)))
                .filter(fact -> fact.subject().equals(subject.value()))
                .toList();
        return new FactPage(head, false, facts);
    }

    private Stream<PublishedFact> facts(EventMessage<?> event, long position) {
        var announcements = publication.announce(event.getPayload());
        return IntStream.range(0, announcements.size()).boxed().flatMap(index -> {
            var announcement = announcements.get(index);
            return announcement.data() instanceof Fact fact
                            && !announcement.subject().isErased()
                    ? Stream.of(PublishedFact.of(
                            event.getIdentifier() + "." + index,
                            source,
                            announcement.subject().value(),
                            position,
                            event.getTimestamp(),
                            fact))
                    : Stream.empty();
        });
    }

    private long head() {
        TrackingToken head = log.createHeadToken();
        return head == null ? -1 : position(head);
    }

    private static @Nullable TrackingToken token(long position) {
        return position < 0 ? null : new GlobalSequenceTrackingToken(position);
    }

    private static long position(TrackingToken token) {
        return token.position().orElseThrow();
    }
}
