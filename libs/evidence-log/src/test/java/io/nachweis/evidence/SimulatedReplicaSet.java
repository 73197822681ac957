package io.nachweis.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A replica set as a client sees it: a primary with a settled front and a tail that may be rolled back, sometimes a
 * deposed one that has not noticed and still answers, and inserts on their way that arrive when nobody waits any more.
 */
final class SimulatedReplicaSet {

    private final RandomGenerator random;
    private final List<Runnable> late = new ArrayList<>();
    private SimulatedNode primary = new SimulatedNode(List.of(), 0, 0);
    private @Nullable SimulatedNode deposed;
    private long changes;

    SimulatedReplicaSet(RandomGenerator random) {
        this.random = random;
    }

    SimulatedNode primary() {
        return primary;
    }

    /** Whom a client takes for the primary: nearly always, if another still says it is one, that is believed too. */
    SimulatedNode whoeverAnswers() {
        return deposed != null && random.nextInt(3) == 0 ? deposed : primary;
    }

    boolean hasDeposed() {
        return deposed != null;
    }

    /** Grows whenever a log may be another than before. */
    long changes() {
        return changes;
    }

    void changed() {
        changes++;
    }

    void arrivesLater(Runnable insert) {
        late.add(insert);
    }

    boolean hasLate() {
        return !late.isEmpty();
    }

    void deliverOneLate() {
        late.remove(random.nextInt(late.size())).run();
        changed();
    }

    void replicate() {
        if (random.nextBoolean()) {
            primary.replicateUpTo(between(primary.replicated(), primary.size()));
        } else {
            primary.flushUpTo(between(primary.durable(), primary.replicated()));
        }
        changed();
    }

    void settleEverything() {
        primary.replicateUpTo(primary.size());
        primary.flushUpTo(primary.size());
        changed();
    }

    /** Somebody else is elected, who has what a majority had and perhaps more. The old one does not notice yet. */
    void failOver() {
        endDeposed();
        deposed = primary;
        elect(between(primary.replicated(), primary.size()), primary.replicated());
    }

    /** The power fails everywhere: what was on a majority's disks is left, and perhaps more. */
    void losePower() {
        endDeposed();
        primary.stopServing();
        elect(between(primary.durable(), primary.size()), primary.durable());
    }

    private void elect(int left, int replicated) {
        primary = new SimulatedNode(primary.all().subList(0, left), replicated, primary.durable());
        changed();
    }

    void endDeposed() {
        if (deposed != null) {
            deposed.stopServing();
            deposed = null;
        }
    }

    private int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }
}
