package io.nachweis.consent.status;

import io.nachweis.consent.decision.ConsentEvent;
import io.nachweis.consent.decision.ConsentHandle;
import io.nachweis.consent.decision.Outcome;
import io.nachweis.consent.status.ConsentStatus.Reason;
import io.nachweis.consent.status.Sources.AsOf;
import io.nachweis.personal.Handles;
import io.nachweis.personal.SubjectId;
import io.nachweis.policy.ControllerPolicy.LegalBasis;
import io.nachweis.policy.ControllerPolicy.Purpose;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.Message;
import org.springframework.stereotype.Component;

/**
 * Answers from the log itself: a person's decisions about one purpose are a few entries under one index. So whatever
 * was answered with success before counts already, and there is no read model to lag behind or to rebuild.
 */
@Component
public class ConsentStatuses {

    private final Handles handles;
    private final EventStore events;
    private final Sources sources;

    ConsentStatuses(Handles handles, EventStore events, Sources sources) {
        this.handles = handles;
        this.events = events;
        this.sources = sources;
    }

    public ConsentStatus of(String controller, SubjectId subject, Purpose purpose) {
        // Asked first, so that the answer is never older than it says.
        Map<String, AsOf> asOf = sources.asOf();
        return lastEvent(controller, subject, purpose)
                .map(event -> status(event.outcome(), purpose, asOf))
                .orElseGet(() -> new ConsentStatus(false, null, null, asOf, Reason.NEVER_GIVEN));
    }

    private static ConsentStatus status(Outcome outcome, Purpose purpose, Map<String, AsOf> asOf) {
        return outcome.allowed()
                ? new ConsentStatus(true, nameOf(purpose.basis()), outcome.since(), asOf, Reason.GIVEN)
                : new ConsentStatus(false, null, outcome.since(), asOf, Reason.WITHDRAWN);
    }

    /** As the policy's file spells it. */
    private static String nameOf(LegalBasis basis) {
        return basis.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Optional<ConsentEvent> lastEvent(String controller, SubjectId subject, Purpose purpose) {
        return handles.find(subject, ConsentHandle.kind(controller, purpose.id()))
                .flatMap(consent -> events.readEvents(consent.toString())
                        .asStream()
                        .map(Message::getPayload)
                        .map(ConsentEvent.class::cast)
                        .reduce((_, later) -> later));
    }
}
