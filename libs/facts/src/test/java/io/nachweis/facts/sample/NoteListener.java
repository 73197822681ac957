package io.nachweis.facts.sample;

import io.nachweis.contracts.Fact.ConsentGiven;
import io.nachweis.contracts.Topics;
import io.nachweis.facts.FactListener;
import io.nachweis.facts.FactNotUnderstood;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Hears what the sample itself says, and fails as often as it is told to. */
@Component
public class NoteListener implements FactListener {

    private final List<ReceivedFact> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger outages = new AtomicInteger();
    private final Set<String> notUnderstood = ConcurrentHashMap.newKeySet();

    @Override
    public Set<String> topics() {
        return Set.of(Topics.of("sample"));
    }

    @Override
    public void on(ReceivedFact fact) {
        if (outages.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new UncheckedIOException(
                    new IOException("told to be away at " + fact.subject().value()));
        }
        if (fact.fact() instanceof ConsentGiven given && notUnderstood.contains(given.signUp())) {
            throw new FactNotUnderstood("told not to understand");
        }
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("told to fail at " + fact.subject().value());
        }
        received.add(fact);
    }

    public List<ReceivedFact> heard() {
        return received;
    }

    public void failNext(int times) {
        failures.set(times);
    }

    public void doNotUnderstand(String note) {
        notUnderstood.add(note);
    }

    public void understandEverything() {
        notUnderstood.clear();
    }

    public void beAwayNext(int times) {
        outages.set(times);
    }
}
