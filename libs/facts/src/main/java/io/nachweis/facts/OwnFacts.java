package io.nachweis.facts;

import io.nachweis.contracts.Fact;
import io.nachweis.contracts.FactPage;
import io.nachweis.contracts.PublishedFact;
import io.nachweis.event.SubjectId;
import io.nachweis.evidence.EvidenceLogEngine;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;

/** What this service has said, read from its log instead of its topic: there at once, and also while Kafka is away. */
final class OwnFacts {

    /** Entries in one answer; whoever wants more asks again. */
    private static final int MOST = 1_000;

    private final String source;
    private final Publications publication;
    private final EvidenceLogEngine log;

    OwnFacts(String service, Publications publication, EvidenceLogEngine log) {
        this.source = "/" + service;
        this.publication = publication;
        this.log = log;
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
                    read.stream().flatMap(this::facts).toList());
        }
    }

    /** Everything said about a person. */
    FactPage about(SubjectId subject) {
        // Asked first, so that nothing up to there is left out.
        long head = head();
        try (Stream<? extends TrackedEventMessage<?>> events = log.readEvents(subject)) {
            return new FactPage(
                    head,
                    false,
                    events.flatMap(this::facts)
                            .filter(fact -> fact.subject().equals(subject.value()))
                            .toList());
        }
    }

    private Stream<PublishedFact> facts(TrackedEventMessage<?> event) {
        var announcements = publication.announce(event.getPayload());
        return IntStream.range(0, announcements.size()).boxed().flatMap(index -> {
            var announcement = announcements.get(index);
            return announcement.data() instanceof Fact fact
                            && !announcement.subject().isErased()
                    ? Stream.of(PublishedFact.of(
                            event.getIdentifier() + "." + index,
                            source,
                            announcement.subject().value(),
                            position(event.trackingToken()),
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
