package io.nachweis.newsletter.decision;

import io.nachweis.event.CommandResult;
import io.nachweis.newsletter.decision.SubscriptionCommand.ConfirmSubscription;
import io.nachweis.newsletter.decision.SubscriptionCommand.DenySubscription;
import io.nachweis.newsletter.decision.SubscriptionCommand.DisownWithdrawal;
import io.nachweis.newsletter.decision.SubscriptionCommand.ExpireSignUp;
import io.nachweis.newsletter.decision.SubscriptionCommand.RenewConfirmation;
import io.nachweis.newsletter.decision.SubscriptionCommand.RequestSubscription;
import io.nachweis.newsletter.decision.SubscriptionCommand.RequestUnsubscribeLink;
import io.nachweis.newsletter.decision.SubscriptionCommand.WithdrawConsent;
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

/** Axon's hold on {@link SubscriptionState}: loads it, asks {@link SubscriptionDecider}, records the answer. */
@Aggregate
class Subscription {

    // Axon reads it.
    @SuppressWarnings("UnusedVariable")
    @AggregateIdentifier
    private @Nullable UUID id;

    private SubscriptionState state = new SubscriptionState.Unknown();

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    CommandResult handle(RequestSubscription command) {
        return record(command);
    }

    @CommandHandler
    CommandResult handle(RenewConfirmation command) {
        return record(command);
    }

    @CommandHandler
    CommandResult handle(ConfirmSubscription command) {
        return record(command);
    }

    @CommandHandler
    CommandResult handle(DenySubscription command) {
        return record(command);
    }

    @CommandHandler
    CommandResult handle(ExpireSignUp command) {
        return record(command);
    }

    @CommandHandler
    CommandResult handle(WithdrawConsent command) {
        return record(command);
    }

    @CommandHandler
    CommandResult handle(DisownWithdrawal command) {
        return record(command);
    }

    @CommandHandler
    CommandResult handle(RequestUnsubscribeLink command) {
        return record(command);
    }

    private CommandResult record(SubscriptionCommand command) {
        List<SubscriptionEvent> events = SubscriptionDecider.decide(state, command);
        if (events.isEmpty()) {
            return state instanceof SubscriptionState.Ended ? CommandResult.ENDED : CommandResult.UNCHANGED;
        }
        events.forEach(AggregateLifecycle::apply);
        return CommandResult.CHANGED;
    }

    @EventSourcingHandler
    void on(SubscriptionEvent event) {
        id = event.subscription();
        state = state.evolve(event);
    }
}
