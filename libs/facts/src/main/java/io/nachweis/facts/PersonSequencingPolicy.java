package io.nachweis.facts;

import io.nachweis.facts.Publication.Announcement;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.async.SequencingPolicy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sequencing policy of publication: one segment publishes everything about one person, whatever the streams it
 * comes from.
 */
final class PersonSequencingPolicy implements SequencingPolicy<EventMessage<?>> {

    private static final Logger log = LoggerFactory.getLogger(PersonSequencingPolicy.class);

    private final Publications publication;
    private volatile @Nullable String unclear;

    PersonSequencingPolicy(Publications publication) {
        this.publication = publication;
    }

    /** Nothing for what is not announced: it can be anybody's. Where we cannot tell, everybody waits. */
    @Override
    public @Nullable Object getSequenceIdentifierFor(EventMessage<?> event) {
        try {
            return publication.announce(event.getPayload()).stream()
                    .map(Announcement::subject)
                    .filter(subject -> !subject.isErased())
                    .map(subject -> subject.value())
                    .findFirst()
                    .orElse(null);
        } catch (RuntimeException e) {
            if (!event.getIdentifier().equals(unclear)) {
                unclear = event.getIdentifier();
                log.warn(
                        "What the event {} announces cannot be told, and publication waits: {}",
                        unclear,
                        e.getClass().getName());
            }
            throw e;
        }
    }
}
