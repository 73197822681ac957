package io.nachweis.consent.ledger;

import io.nachweis.consent.decision.ConsentCommand;
import io.nachweis.consent.decision.ConsentEvent;
import io.nachweis.consent.decision.ConsentHandle;
import io.nachweis.consent.decision.Standing;
import io.nachweis.contracts.Fact;
import io.nachweis.contracts.PublishedFact;
import io.nachweis.event.SubjectId;
import io.nachweis.personal.Handles;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.Message;
import org.springframework.stereotype.Component;

/**
 * Reads the log itself: a person's decisions about one purpose are a few entries under one index. So whatever was
 * answered with success before counts already, and there is no read model to lag behind or to rebuild.
 */
@Component
public class Ledger {

    private final Handles handles;
    private final EventStore events;

    Ledger(Handles handles, EventStore events) {
        this.handles = handles;
        this.events = events;
    }

    public Standing standing(String controller, SubjectId subject, String purpose) {
        return handles.find(subject, ConsentHandle.kind(controller, purpose))
                .map(this::standing)
                .orElse(Standing.UNDECIDED);
    }

    /** Whether what a service says has been taken down. */
    public boolean has(PublishedFact told) {
        if (!(told.data() instanceof Fact.OfConsent fact)) {
            return true;
        }
        SubjectId subject = SubjectId.of(told.subject());
        return handles.find(subject, ConsentHandle.kind(fact.controller(), fact.purpose()))
                .filter(consent -> standing(consent)
                        .decide(ConsentCommand.heard(consent, subject, told.source(), told.id(), fact))
                        .isEmpty())
                .isPresent();
    }

    private Standing standing(UUID consent) {
        return Standing.of(history(consent));
    }

    /** In its order. */
    public Stream<ConsentEvent> history(UUID consent) {
        return events.readEvents(consent.toString())
                .asStream()
                .map(Message::getPayload)
                .map(ConsentEvent.class::cast);
    }
}
