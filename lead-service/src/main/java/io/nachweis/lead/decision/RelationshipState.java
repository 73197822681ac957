package io.nachweis.lead.decision;

import io.nachweis.event.SubjectId;
import io.nachweis.lead.decision.RelationshipCommand.RecordRelationship;
import io.nachweis.lead.decision.RelationshipCommand.RevokeRelationship;
import io.nachweis.lead.decision.RelationshipEvent.RelationshipBegun;
import io.nachweis.lead.decision.RelationshipEvent.RelationshipChanged;
import io.nachweis.lead.decision.RelationshipEvent.RelationshipEnded;
import io.nachweis.lead.decision.RelationshipEvent.RelationshipResumed;
import io.nachweis.lead.decision.RelationshipEvent.RelationshipRevoked;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the past of a business relationship amounts to. Decides and never acts: no clock, no I/O, no framework.
 *
 * <p>Unknown → begun → ended, and resumed if that was not so; or revoked.
 */
public sealed interface RelationshipState {

    record Unknown() implements RelationshipState {}

    /** @param endedOn null while it goes on */
    record Known(
            RelationshipBegun begun,
            ContactDetails contact,
            @Nullable LocalDate endedOn) implements RelationshipState {

        public SubjectId subject() {
            return begun.subject();
        }
    }

    /** Revoked, or its person was erased. */
    record Over() implements RelationshipState {}

    static RelationshipState of(Stream<RelationshipEvent> history) {
        return history.reduce(new Unknown(), RelationshipState::evolve, (_, last) -> last);
    }

    /** Empty where there is nothing to know yet, or any more. */
    default Optional<Known> known() {
        return this instanceof Known known ? Optional.of(known) : Optional.empty();
    }

    default List<RelationshipEvent> decide(RelationshipCommand command) {
        return switch (this) {
            case Unknown _ -> command instanceof RecordRelationship said ? begin(said) : List.of();
            case Known known ->
                switch (command) {
                    case RecordRelationship said -> change(said, known);
                    case RevokeRelationship(var id, var at) ->
                        List.of(new RelationshipRevoked(id, known.begun().controller(), known.subject(), at));
                };
            case Over _ -> List.of();
        };
    }

    private static List<RelationshipEvent> begin(RecordRelationship said) {
        List<RelationshipEvent> events = new ArrayList<>();
        ContactDetails contact = said.contact();
        events.add(new RelationshipBegun(
                said.relationship(),
                said.controller(),
                said.subject(),
                contact.email(),
                contact.role(),
                contact.contract(),
                contact.technicalContact(),
                contact.since(),
                said.recordedAt()));
        if (said.endedOn() != null) {
            events.add(ended(said, said.endedOn()));
        }
        return events;
    }

    private static List<RelationshipEvent> change(RecordRelationship said, Known known) {
        if (!said.subject().equals(known.subject())) {
            throw RelationshipProblem.RELATIONSHIP_OF_ANOTHER.refusal();
        }
        List<RelationshipEvent> events = new ArrayList<>();
        ContactDetails contact = said.contact().orEmailOf(known.contact());
        if (!contact.equals(known.contact())) {
            events.add(new RelationshipChanged(
                    said.relationship(),
                    said.controller(),
                    said.subject(),
                    contact.email(),
                    contact.role(),
                    contact.contract(),
                    contact.technicalContact(),
                    contact.since(),
                    said.recordedAt()));
        }
        if (!Objects.equals(said.endedOn(), known.endedOn())) {
            events.add(
                    said.endedOn() == null
                            ? new RelationshipResumed(
                                    said.relationship(), said.controller(), said.subject(), said.recordedAt())
                            : ended(said, said.endedOn()));
        }
        return events;
    }

    private static RelationshipEvent ended(RecordRelationship said, LocalDate endedOn) {
        return new RelationshipEnded(
                said.relationship(), said.controller(), said.subject(), endedOn, said.recordedAt());
    }

    default RelationshipState evolve(RelationshipEvent event) {
        if (event instanceof RelationshipBegun begun) {
            return begun.subject().isErased() ? new Over() : new Known(begun, begun.contact(), null);
        }
        if (!(this instanceof Known(var begun, var contact, var endedOn))) {
            return this;
        }
        return switch (event) {
            case RelationshipBegun _ -> this;
            case RelationshipChanged changed -> new Known(begun, changed.contact(), endedOn);
            case RelationshipEnded ended -> new Known(begun, contact, ended.endedOn());
            case RelationshipResumed _ -> new Known(begun, contact, null);
            case RelationshipRevoked _ -> new Over();
        };
    }
}
