package io.nachweis.facts;

import static java.util.stream.Collectors.toSet;

import io.nachweis.event.SubjectId;
import io.nachweis.evidence.EvidenceLogEngine;
import io.nachweis.starter.events.ProcessorPositions;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.eventhandling.TrackedEventMessage;

/** The entries of the log whose announcements Kafka has not acknowledged yet. */
public final class UnpublishedEntries {

    private final Publications publication;
    private final ProcessorPositions positions;
    private final EvidenceLogEngine log;

    UnpublishedEntries(Publications publication, ProcessorPositions positions, EvidenceLogEngine log) {
        this.publication = publication;
        this.positions = positions;
        this.log = log;
    }

    /** The positions of those about a person. While facts are published again, what is still to come counts too. */
    public Set<Long> about(SubjectId subject) {
        long published = positions.handled(FactPublisher.GROUP);
        try (Stream<? extends TrackedEventMessage<?>> events = log.readEvents(subject)) {
            return events.filter(event -> position(event) > published)
                    .filter(event -> publication.announce(event.getPayload()).stream()
                            .anyMatch(announcement -> announcement.subject().equals(subject)))
                    .map(UnpublishedEntries::position)
                    .collect(toSet());
        }
    }

    private static long position(TrackedEventMessage<?> event) {
        return event.trackingToken().position().orElseThrow();
    }
}
