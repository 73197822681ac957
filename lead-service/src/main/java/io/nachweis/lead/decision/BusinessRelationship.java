package io.nachweis.lead.decision;

import io.nachweis.event.CommandResult;
import io.nachweis.lead.decision.RelationshipCommand.RecordRelationship;
import io.nachweis.lead.decision.RelationshipCommand.RevokeRelationship;
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

/** Axon's hold on {@link RelationshipState}: loads it, asks it, records the answer. */
@Aggregate
class BusinessRelationship {

    // Axon reads it.
    @SuppressWarnings("UnusedVariable")
    @AggregateIdentifier
    private @Nullable UUID id;

    private RelationshipState state = new RelationshipState.Unknown();

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    CommandResult handle(RecordRelationship command) {
        return record(command);
    }

    @CommandHandler
    CommandResult handle(RevokeRelationship command) {
        return record(command);
    }

    private CommandResult record(RelationshipCommand command) {
        List<RelationshipEvent> events = state.decide(command);
        events.forEach(AggregateLifecycle::apply);
        return events.isEmpty() ? CommandResult.UNCHANGED : CommandResult.CHANGED;
    }

    @EventSourcingHandler
    void on(RelationshipEvent event) {
        id = event.relationship();
        state = state.evolve(event);
    }
}
