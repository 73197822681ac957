package io.nachweis.rights.decision;

import io.nachweis.rights.decision.RightsCommand.AnswerRequest;
import io.nachweis.rights.decision.RightsCommand.CloseRequest;
import io.nachweis.rights.decision.RightsCommand.DisownRequest;
import io.nachweis.rights.decision.RightsCommand.ExtendPeriod;
import io.nachweis.rights.decision.RightsCommand.LapseRequest;
import io.nachweis.rights.decision.RightsCommand.OrderErasure;
import io.nachweis.rights.decision.RightsCommand.ProveIdentity;
import io.nachweis.rights.decision.RightsCommand.ProveMailbox;
import io.nachweis.rights.decision.RightsCommand.ReceiveRequest;
import io.nachweis.rights.decision.RightsCommand.RecordFetched;
import io.nachweis.rights.decision.RightsCommand.RecordReport;
import io.nachweis.rights.decision.RightsCommand.RefuseRequest;
import java.util.List;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** Axon's hold on {@link RightsState}: loads it, asks it, records the answer. Each command is told whether it did anything. */
@Aggregate
class RightsRequest {

    // Axon reads it.
    @SuppressWarnings("UnusedVariable")
    @AggregateIdentifier
    private @Nullable UUID id;

    private RightsState state = new RightsState.Unknown();

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    boolean handle(ReceiveRequest command) {
        return record(command);
    }

    @CommandHandler
    boolean handle(ProveMailbox command) {
        return record(command);
    }

    @CommandHandler
    boolean handle(DisownRequest command) {
        return record(command);
    }

    @CommandHandler
    boolean handle(ProveIdentity command) {
        return record(command);
    }

    @CommandHandler
    boolean handle(AnswerRequest command) {
        return record(command);
    }

    @CommandHandler
    boolean handle(OrderErasure command) {
        return record(command);
    }

    @CommandHandler
    boolean handle(RecordReport command) {
        return record(command);
    }

    @CommandHandler
    boolean handle(RecordFetched command) {
        return record(command);
    }

    @CommandHandler
    boolean handle(RefuseRequest command) {
        return record(command);
    }

    @CommandHandler
    boolean handle(ExtendPeriod command) {
        return record(command);
    }

    @CommandHandler
    boolean handle(LapseRequest command) {
        return record(command);
    }

    @CommandHandler
    boolean handle(CloseRequest command) {
        return record(command);
    }

    private boolean record(RightsCommand command) {
        List<RightsEvent> events = state.decide(command);
        events.forEach(AggregateLifecycle::apply);
        return !events.isEmpty();
    }

    @EventSourcingHandler
    void on(RightsEvent event) {
        id = event.request();
        state = state.evolve(event);
    }
}
