package io.nachweis.lead.decision;

import io.nachweis.event.CommandResult;
import io.nachweis.lead.decision.DownloadCommand.ExpireDownload;
import io.nachweis.lead.decision.DownloadCommand.FetchDocument;
import io.nachweis.lead.decision.DownloadCommand.RecordHandOver;
import io.nachweis.lead.decision.DownloadCommand.RequestDownload;
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

/** Axon's hold on {@link DownloadState}: loads it, asks it, records the answer. */
@Aggregate
class Download {

    // Axon reads it.
    @SuppressWarnings("UnusedVariable")
    @AggregateIdentifier
    private @Nullable UUID id;

    private DownloadState state = new DownloadState.Unknown();

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    CommandResult handle(RequestDownload command) {
        return record(command);
    }

    @CommandHandler
    CommandResult handle(RecordHandOver command) {
        return record(command);
    }

    @CommandHandler
    CommandResult handle(FetchDocument command) {
        return record(command);
    }

    @CommandHandler
    CommandResult handle(ExpireDownload command) {
        return record(command);
    }

    private CommandResult record(DownloadCommand command) {
        List<DownloadEvent> events = state.decide(command);
        events.forEach(AggregateLifecycle::apply);
        return events.isEmpty() ? CommandResult.UNCHANGED : CommandResult.CHANGED;
    }

    @EventSourcingHandler
    void on(DownloadEvent event) {
        id = event.download();
        state = state.evolve(event);
    }
}
