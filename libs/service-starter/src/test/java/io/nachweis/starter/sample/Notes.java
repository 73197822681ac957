package io.nachweis.starter.sample;

import io.nachweis.event.Personal;
import io.nachweis.starter.sample.NoteEvent.NoteStarred;
import io.nachweis.starter.sample.NoteEvent.NoteTaken;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.springframework.stereotype.Component;

/** A projection that can never handle a note that says so. */
@Component
@ProcessingGroup("notes")
public class Notes {

    public static final String POISON = "cannot be projected";

    private final Map<UUID, Integer> stars = new ConcurrentHashMap<>();
    private volatile boolean cured;

    @EventHandler
    void on(NoteTaken event) {
        if (event.text().equals(Personal.of(POISON)) && !cured) {
            throw new IllegalStateException(POISON);
        }
        stars.put(event.note(), 0);
    }

    @EventHandler
    void on(NoteStarred event) {
        stars.put(event.note(), event.stars());
    }

    @ResetHandler
    void forget() {
        stars.clear();
    }

    public Map<UUID, Integer> stars() {
        return stars;
    }

    /** What is in no event, and gone after a rebuild. */
    public void mistake(UUID note) {
        stars.put(note, 99);
    }

    public void cure() {
        cured = true;
    }
}
