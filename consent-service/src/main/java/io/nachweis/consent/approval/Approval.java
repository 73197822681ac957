package io.nachweis.consent.approval;

import io.nachweis.consent.approval.ApprovalCommand.CarriedOut;
import io.nachweis.consent.approval.ApprovalCommand.Decide;
import io.nachweis.consent.approval.ApprovalCommand.EndOutdated;
import io.nachweis.consent.approval.ApprovalCommand.RequestApproval;
import io.nachweis.event.CommandResult;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** Axon's handle on {@link ApprovalState}: loads it, asks it, records the answer. */
@Aggregate
class Approval {

    // Axon reads it.
    @SuppressWarnings("UnusedVariable")
    @AggregateIdentifier
    private @Nullable UUID id;

    private @Nullable ApprovalState state;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    CommandResult handle(RequestApproval command) {
        return record(state == null ? List.of(command.event()) : List.of());
    }

    @CommandHandler
    CommandResult handle(Decide command) {
        return record(state().decide(command));
    }

    @CommandHandler
    CommandResult handle(CarriedOut command) {
        return record(state().decide(command));
    }

    @CommandHandler
    CommandResult handle(EndOutdated command) {
        return record(state().decide(command));
    }

    private ApprovalState state() {
        return Optional.ofNullable(state).orElseThrow(ApprovalProblem.UNKNOWN_APPROVAL::refusal);
    }

    private static CommandResult record(List<ApprovalEvent> events) {
        events.forEach(AggregateLifecycle::apply);
        return events.isEmpty() ? CommandResult.UNCHANGED : CommandResult.CHANGED;
    }

    @EventSourcingHandler
    void on(ApprovalEvent event) {
        id = event.approval();
        state = ApprovalState.next(Optional.ofNullable(state), event).orElse(null);
    }
}
