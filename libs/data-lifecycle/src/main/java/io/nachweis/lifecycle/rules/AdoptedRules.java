package io.nachweis.lifecycle.rules;

import io.nachweis.lifecycle.rules.RetentionRulesAdopted.AdoptedRule;
import java.time.Instant;
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

/** The rules of a controller that somebody has adopted. The first ones adopt themselves, whichever instance says so first. */
@Aggregate
class AdoptedRules {

    record AdoptRules(
            @TargetAggregateIdentifier UUID rules,
            String controller,
            List<AdoptedRule> adopted,
            @Nullable String adoptedBy,
            Instant adoptedAt,
            @Nullable UUID approval) {}

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private @Nullable UUID id;

    private @Nullable List<AdoptedRule> adopted;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(AdoptRules command) {
        if (adopted == null
                || (command.adoptedBy() != null && !command.adopted().equals(adopted))) {
            AggregateLifecycle.apply(new RetentionRulesAdopted(
                    command.rules(),
                    command.controller(),
                    command.adopted(),
                    command.adoptedBy(),
                    command.adoptedAt(),
                    command.approval()));
        }
    }

    @EventSourcingHandler
    void on(RetentionRulesAdopted event) {
        id = event.rules();
        adopted = event.adopted();
    }
}
