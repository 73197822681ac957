package io.nachweis.starter.sample;

import io.nachweis.starter.sample.NoteCommand.StarNote;
import io.nachweis.starter.sample.NoteCommand.TakeNote;
import io.nachweis.starter.sample.NoteEvent.NoteStarred;
import io.nachweis.starter.sample.NoteEvent.NoteTaken;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

@Aggregate
class Note {

    @AggregateIdentifier
    private @Nullable UUID id;

    private int stars;

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void handle(TakeNote command) {
        if (id == null) {
            AggregateLifecycle.apply(new NoteTaken(
                    command.note(), command.controller(), command.subject(), command.text(), command.at()));
        }
    }

    @CommandHandler
    int handle(StarNote command) {
        AggregateLifecycle.apply(new NoteStarred(command.note(), stars + 1));
        return stars;
    }

    @EventSourcingHandler
    void on(NoteEvent event) {
        id = event.note();
        if (event instanceof NoteStarred starred) {
            stars = starred.stars();
        }
    }
}
