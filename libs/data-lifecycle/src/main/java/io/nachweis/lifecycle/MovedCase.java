package io.nachweis.lifecycle;

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

/** By which rule a case is kept for good, on record once however often that is said. */
@Aggregate
class MovedCase {

    record MoveForGood(@TargetAggregateIdentifier UUID move, RetentionMoved moved) {

        MoveForGood(RetentionMoved moved) {
            this(moved.move(), moved);
        }
    }

    // Axon reads it.
    @SuppressWarnings("UnusedVariable")
    @AggregateIdentifier
    private @Nullable UUID id;

    private @Nullable RetentionMoved last;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(MoveForGood command) {
        RetentionMoved moved = command.moved();
        if (last == null
                || !last.rule().equals(moved.rule())
                || !last.happened().equals(moved.happened())) {
            AggregateLifecycle.apply(moved);
        }
    }

    @EventSourcingHandler
    void on(RetentionMoved event) {
        id = event.move();
        last = event;
    }
}
