package io.nachweis.starter.sample;

import io.nachweis.contracts.Fact.ConsentGiven;
import io.nachweis.contracts.Topics;
import io.nachweis.starter.Publication;
import io.nachweis.starter.sample.NoteEvent.NoteTaken;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The sample has no facts of its own, so a note counts as a consent. */
@Component
class NotePublication implements Publication {

    private static final String TOPIC = Topics.of("sample");

    @Override
    public Set<String> topics() {
        return Set.of(TOPIC);
    }

    @Override
    public List<Announcement> announce(Object event) {
        return event instanceof NoteTaken note
                ? List.of(Announcement.of(
                        TOPIC,
                        note.subject(),
                        new ConsentGiven(
                                note.controller(),
                                "notes",
                                note.note().toString(),
                                note.takenAt(),
                                note.takenAt(),
                                "notes/1/en",
                                "0".repeat(64))))
                : List.of();
    }
}
