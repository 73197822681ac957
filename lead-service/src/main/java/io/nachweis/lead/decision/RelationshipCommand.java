package io.nachweis.lead.decision;

import io.nachweis.event.SubjectId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Everything one can ask of a business relationship. Instants come from outside; nothing here reads a clock. */
public sealed interface RelationshipCommand {

    @TargetAggregateIdentifier
    UUID relationship();

    /**
     * This is how it is, whatever was on record before.
     *
     * @param endedOn null while it goes on
     */
    record RecordRelationship(
            UUID relationship,
            String controller,
            SubjectId subject,
            ContactDetails contact,
            @Nullable LocalDate endedOn,
            Instant recordedAt)
            implements RelationshipCommand {}

    /** There was none: it was recorded by mistake. */
    record RevokeRelationship(UUID relationship, Instant revokedAt) implements RelationshipCommand {}
}
