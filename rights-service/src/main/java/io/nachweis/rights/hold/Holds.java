package io.nachweis.rights.hold;

import io.nachweis.event.SubjectId;
import io.nachweis.lifecycle.RetentionHold;
import io.nachweis.personal.KeyScope;
import io.nachweis.personal.SubjectKeys;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.Message;
import org.springframework.stereotype.Component;

/** Legal holds as the log has them now. Streams are short. */
@Component
class Holds {

    private final EventStore log;
    private final SubjectKeys keys;

    Holds(EventStore log, SubjectKeys keys) {
        this.log = log;
        this.keys = keys;
    }

    Optional<Hold> find(UUID hold) {
        return Hold.of(log.readEvents(hold.toString())
                .asStream()
                .map(Message::getPayload)
                .filter(HoldEvent.class::isInstance)
                .map(HoldEvent.class::cast));
    }

    /** Those on a person, in force or not, in the order in which they were placed. */
    List<Hold> of(String controller, SubjectId subject) {
        return ids(subject).stream()
                .flatMap(id -> find(id).stream())
                .filter(hold -> hold.placed().controller().equals(controller))
                .sorted(Comparator.comparing(hold -> hold.placed().placedAt()))
                .toList();
    }

    private List<UUID> ids(SubjectId subject) {
        try (Stream<KeyScope> scopes = keys.scopesOf(subject, RetentionHold.CATEGORY)) {
            return scopes.map(scope -> UUID.fromString(scope.caseId()))
                    .distinct()
                    .toList();
        }
    }
}
