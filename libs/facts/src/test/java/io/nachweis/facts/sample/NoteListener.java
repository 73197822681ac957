package io.nachweis.facts.sample;

import io.nachweis.contracts.Topics;
import io.nachweis.facts.FactListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Hears what the sample itself says, and fails as often as it is told to. */
@Component
public class NoteListener implements FactListener {

    private final List<ReceivedFact> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();

    @Override
    public String topic() {
        return Topics.of("sample");
    }

    @Override
    public void on(ReceivedFact fact) {
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
}
