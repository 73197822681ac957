package io.nachweis.lifecycle.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
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

/**
 * The reports of a controller, each of which goes on where the last one ended. Of several instances that report the same,
 * one is first, and what the others counted is passed over.
 */
@Aggregate
class ReportedRetention {

    record ReportRetention(
            @TargetAggregateIdentifier UUID reports,
            String controller,
            LocalDate day,
            long after,
            long through,
            List<EndedCount> ended,
            String sha256,
            Instant reportedAt) {}

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private @Nullable UUID id;

    private @Nullable LocalDate day;
    private long through = EndedCases.START;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(ReportRetention command) {
        if (command.after() == through && (day == null || command.day().isAfter(day))) {
            AggregateLifecycle.apply(new RetentionReported(
                    command.reports(),
                    command.controller(),
                    command.day(),
                    command.after(),
                    command.through(),
                    command.ended(),
                    command.sha256(),
                    command.reportedAt()));
        }
    }

    @EventSourcingHandler
    void on(RetentionReported event) {
        id = event.reports();
        day = event.day();
        through = event.through();
    }
}
