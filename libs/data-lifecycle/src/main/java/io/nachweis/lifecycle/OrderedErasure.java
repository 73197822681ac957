package io.nachweis.lifecycle;

import static java.util.Objects.requireNonNull;

import io.nachweis.lifecycle.ErasureCommand.CarryOutErasure;
import io.nachweis.lifecycle.ErasureCommand.DecideErasure;
import io.nachweis.lifecycle.ErasureEvent.ErasureCarriedOut;
import io.nachweis.lifecycle.ErasureEvent.ErasureDecided;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** An order is decided once and carried out once, however often it is heard. */
@Aggregate
class OrderedErasure {

    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable") // Axon reads it
    private @Nullable UUID id;

    private @Nullable ErasureDecided decided;
    private boolean carriedOut;

    /** Whether there is still something to do. */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    boolean handle(DecideErasure command) {
        if (decided == null) {
            AggregateLifecycle.apply(new ErasureDecided(
                    command.erasure(),
                    command.controller(),
                    command.order(),
                    command.subject(),
                    command.erase(),
                    command.keep(),
                    command.decidedAt()));
        }
        return !carriedOut;
    }

    @CommandHandler
    void handle(CarryOutErasure command) {
        if (!carriedOut) {
            var decision = requireNonNull(decided);
            AggregateLifecycle.apply(new ErasureCarriedOut(
                    command.erasure(),
                    decision.controller(),
                    decision.order(),
                    decision.subject(),
                    decision.erase(),
                    decision.keep(),
                    command.carriedOutAt()));
        }
    }

    @EventSourcingHandler
    void on(ErasureEvent event) {
        id = event.erasure();
        switch (event) {
            case ErasureDecided decision -> decided = decision;
            case ErasureCarriedOut _ -> carriedOut = true;
        }
    }
}
