package io.nachweis.starter.sample;

import io.nachweis.event.Personal;
import io.nachweis.starter.sample.NoteEvent.NoteTaken;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/** Rings for each note; one that says so holds it up, as a broker does that is away. */
@Component
@ProcessingGroup("bell")
public class Bell {

    public static final String STUCK = "holds the bell up";

    private final AtomicInteger tries = new AtomicInteger();

    @EventHandler
    void on(NoteTaken event) {
        if (event.text().equals(Personal.of(STUCK))) {
            tries.incrementAndGet();
            throw new IllegalStateException(STUCK);
        }
    }

    public int tries() {
        return tries.get();
    }
}
