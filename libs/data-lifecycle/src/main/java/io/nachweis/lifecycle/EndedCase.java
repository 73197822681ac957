package io.nachweis.lifecycle;

import io.nachweis.event.SubjectId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** The end of a case, which is on record once, however often and by how many it is carried out. */
@Aggregate
class EndedCase {

    record EndCase(
            @TargetAggregateIdentifier UUID end,
            String controller,
            String category,
            String caseId,
            SubjectId subject,
            LocalDate on,
            Instant endedAt) {}

    @AggregateIdentifier
    private @Nullable UUID id;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(EndCase command) {
        if (id == null) {
            AggregateLifecycle.apply(new RetentionEnded(
                    command.end(),
                    command.controller(),
                    command.category(),
                    command.caseId(),
                    command.subject(),
                    command.on(),
                    command.endedAt()));
        }
    }

    @EventSourcingHandler
    void on(RetentionEnded event) {
        id = event.end();
    }
}
