package io.nachweis.starter.sample;

import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import java.time.Instant;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

public sealed interface NoteCommand {

    record TakeNote(
            @TargetAggregateIdentifier UUID note,
            String controller,
            SubjectId subject,
            Personal<String> text,
            Instant at)
            implements NoteCommand {}

    record StarNote(@TargetAggregateIdentifier UUID note) implements NoteCommand {}
}
