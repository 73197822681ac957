package io.nachweis.forms;

import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** A form in a stream of its own, which is new, so that none is read before it is appended. */
@Aggregate
class ReceivedForm {

    record ReceiveForm(FormReceived form) {}

    // Axon reads it.
    @SuppressWarnings("UnusedVariable")
    @AggregateIdentifier
    private @Nullable UUID id;

    /** For Axon. */
    ReceivedForm() {}

    @CommandHandler
    ReceivedForm(ReceiveForm command) {
        AggregateLifecycle.apply(command.form());
    }

    @EventSourcingHandler
    void on(FormReceived event) {
        id = event.form();
    }
}
