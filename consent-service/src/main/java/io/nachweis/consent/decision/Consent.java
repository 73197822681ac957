package io.nachweis.consent.decision;

import io.nachweis.consent.decision.ConsentCommand.DisownWithdrawal;
import io.nachweis.consent.decision.ConsentCommand.EndState;
import io.nachweis.consent.decision.ConsentCommand.GiveConsent;
import io.nachweis.consent.decision.ConsentCommand.WithdrawConsent;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** Axon's hold on {@link ConsentState}: loads it, asks it, records the answer. */
@Aggregate
class Consent {

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private @Nullable UUID id;

    private ConsentState state = ConsentState.UNDECIDED;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(GiveConsent command) {
        state.decide(command).forEach(AggregateLifecycle::apply);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(WithdrawConsent command) {
        state.decide(command).forEach(AggregateLifecycle::apply);
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(DisownWithdrawal command) {
        state.decide(command).forEach(AggregateLifecycle::apply);
    }

    @CommandHandler
    void handle(EndState command) {
        state.decide(command).forEach(AggregateLifecycle::apply);
    }

    @EventSourcingHandler
    void on(ConsentEvent event) {
        id = event.consent();
        state = state.evolve(event);
    }
}
