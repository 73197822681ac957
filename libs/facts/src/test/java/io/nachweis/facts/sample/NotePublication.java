package io.nachweis.facts.sample;

import io.nachweis.contracts.Fact.ConsentGiven;
import io.nachweis.contracts.Topics;
import io.nachweis.facts.Publication;
import io.nachweis.starter.sample.NoteEvent.NoteTaken;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The sample has no facts of its own, so a note counts as a consent. */
@Component
public class NotePublication implements Publication {

    private static final String TOPIC = Topics.of("sample");

    private final AtomicInteger failures = new AtomicInteger();
    private volatile @Nullable Semaphore pause;

    @Override
    public Set<String> topics() {
        return Set.of(TOPIC);
    }

    @Override
    public List<Announcement> announce(Object event) {
        var held = pause;
        if (held != null && CurrentUnitOfWork.isStarted() && event instanceof NoteTaken) {
            held.acquireUninterruptibly();
        }
        if (event instanceof NoteTaken note && failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("told to fail at " + note.text());
        }
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

    public void failNext(int times) {
        failures.set(times);
    }

    /** As a process that is paused: what it is about to send waits until it is let go on. */
    public void hold() {
        pause = new Semaphore(0);
    }

    public void letGoOn(int notes) {
        Objects.requireNonNull(pause).release(notes);
    }

    public boolean isHeld() {
        var held = pause;
        return held != null && held.hasQueuedThreads();
    }
}
