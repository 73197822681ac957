package io.nachweis.starter.facts;

import io.nachweis.starter.Publication;
import io.nachweis.starter.Publication.Announcement;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.async.SequencingPolicy;
import org.jspecify.annotations.Nullable;

/** What is said about one person is said by one segment, whatever the streams it comes from. */
final class ByPerson implements SequencingPolicy<EventMessage<?>> {

    private final Publication publication;

    ByPerson(Publication publication) {
        this.publication = publication;
    }

    /** Nothing for what is not announced: it can be anybody's. */
    @Override
    public @Nullable Object getSequenceIdentifierFor(EventMessage<?> event) {
        return publication.announce(event.getPayload()).stream()
                .map(Announcement::subject)
                .filter(subject -> !subject.isErased())
                .map(subject -> subject.value())
                .findFirst()
                .orElse(null);
    }
}
