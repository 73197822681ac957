package io.nachweis.rights.link;

import io.nachweis.rights.decision.Case;
import io.nachweis.rights.decision.RightsEvent;
import io.nachweis.rights.decision.RightsState;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.Message;
import org.springframework.stereotype.Component;

/** Requests as the log has them now: what was answered a moment ago is already there. Streams are short. */
@Component
public class Cases {

    private final EventStore log;

    Cases(EventStore log) {
        this.log = log;
    }

    public Optional<Case> find(UUID request) {
        return RightsState.of(history(request)) instanceof RightsState.Known(var known)
                ? Optional.of(known)
                : Optional.empty();
    }

    /** In its order. */
    public Stream<RightsEvent> history(UUID request) {
        return log.readEvents(request.toString())
                .asStream()
                .map(Message::getPayload)
                .filter(RightsEvent.class::isInstance)
                .map(RightsEvent.class::cast);
    }
}
