package io.nachweis.starter.sample;

import io.nachweis.event.DataCategory;
import io.nachweis.event.EntryType;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import java.time.Instant;
import java.util.UUID;

public sealed interface NoteEvent {

    UUID note();

    @EntryType("note.taken.v1")
    record NoteTaken(
            UUID note,
            String controller,
            @DataCategory("notes") SubjectId subject,
            @DataCategory("notes") Personal<String> text,
            Instant takenAt)
            implements NoteEvent {}

    @EntryType("note.starred.v1")
    record NoteStarred(UUID note, int stars) implements NoteEvent {}
}
