package io.nachweis.rights.hold;

import static java.util.Objects.requireNonNull;

import io.nachweis.event.CommandResult;
import io.nachweis.rights.hold.HoldCommand.LiftHold;
import io.nachweis.rights.hold.HoldCommand.PlaceHold;
import io.nachweis.rights.hold.HoldCommand.ReviewHold;
import io.nachweis.rights.hold.HoldEvent.HoldPlaced;
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

/** Axon's handle on {@link Hold}: loads it, asks it, records the answer. */
@Aggregate
class LegalHold {

    // Axon reads it.
    @SuppressWarnings("UnusedVariable")
    @AggregateIdentifier
    private @Nullable UUID id;

    private @Nullable Hold hold;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    CommandResult handle(PlaceHold command) {
        return record(
                hold == null
                        ? List.of(new HoldPlaced(
                                command.hold(),
                                command.controller(),
                                command.subject(),
                                command.categories(),
                                command.reason(),
                                command.placedAt()))
                        : List.of());
    }

    @CommandHandler
    CommandResult handle(ReviewHold command) {
        return record(requireNonNull(hold).decide(command));
    }

    @CommandHandler
    CommandResult handle(LiftHold command) {
        return record(requireNonNull(hold).decide(command));
    }

    private static CommandResult record(List<HoldEvent> events) {
        events.forEach(AggregateLifecycle::apply);
        return events.isEmpty() ? CommandResult.UNCHANGED : CommandResult.CHANGED;
    }

    @EventSourcingHandler
    void on(HoldEvent event) {
        id = event.hold();
        Hold before = hold;
        hold = before == null && event instanceof HoldPlaced placed
                ? new Hold(placed, null, null)
                : requireNonNull(before).evolve(event);
    }
}
