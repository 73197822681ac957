package io.nachweis.starter.sample;

import io.nachweis.personal.Personal;
import io.nachweis.starter.sample.NoteEvent.NoteStarred;
import io.nachweis.starter.sample.NoteEvent.NoteTaken;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
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

    public Map<UUID, Integer> stars() {
        return stars;
    }

    public void cure() {
        cured = true;
    }
}
