package io.nachweis.lead.decision;

import io.nachweis.event.CommandResult;
import io.nachweis.lead.decision.EnquiryCommand.AnswerEnquiry;
import io.nachweis.lead.decision.EnquiryCommand.CloseEnquiry;
import io.nachweis.lead.decision.EnquiryCommand.ReceiveEnquiry;
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

/** Axon's hold on {@link EnquiryState}: loads it, asks it, records the answer. */
@Aggregate
class Enquiry {

    // Axon reads it.
    @SuppressWarnings("UnusedVariable")
    @AggregateIdentifier
    private @Nullable UUID id;

    private EnquiryState state = new EnquiryState.Unknown();

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    CommandResult handle(ReceiveEnquiry command) {
        return record(command);
    }

    @CommandHandler
    CommandResult handle(AnswerEnquiry command) {
        return record(command);
    }

    @CommandHandler
    CommandResult handle(CloseEnquiry command) {
        return record(command);
    }

    private CommandResult record(EnquiryCommand command) {
        List<EnquiryEvent> events = state.decide(command);
        events.forEach(AggregateLifecycle::apply);
        return events.isEmpty() ? CommandResult.UNCHANGED : CommandResult.CHANGED;
    }

    @EventSourcingHandler
    void on(EnquiryEvent event) {
        id = event.enquiry();
        state = state.evolve(event);
    }
}
