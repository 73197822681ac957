package io.nachweis.mail;

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

/** The outcome of a mail is put on record once. */
@Aggregate
class MailRecord {

    record RecordOutcome(MailEvent outcome) {

        @TargetAggregateIdentifier
        UUID mail() {
            return outcome.mail();
        }
    }

    @AggregateIdentifier
    private @Nullable UUID id;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(RecordOutcome command) {
        if (id == null) {
            AggregateLifecycle.apply(command.outcome());
        }
    }

    @EventSourcingHandler
    void on(MailEvent event) {
        id = event.mail();
    }
}
