package io.nachweis.evidence;

import com.mongodb.MongoException;
import io.nachweis.evidence.Faults.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Some processes write and tail one log on a replica set while everything fails that can. One seed is one course of
 * events: of all processes, the network and the servers, one does one step at a time, and the seed says which.
 */
final class LogSimulation {

    private static final int STEPS_WITH_FAULTS = 400;
    private static final int STEPS_TO_THE_END = 4_000;

    private final RandomGenerator random;
    private final Set<Safeguard> safeguards;
    private final SimulatedReplicaSet nodes;
    private final SimulatedTime time = new SimulatedTime();
    private final Faults faults;
    private final Witness witness;
    private final RequestsToDo requests;
    private final List<@Nullable SimulatedProcess> processes = new ArrayList<>();
    private final List<Coroutine> coroutines = new ArrayList<>();
    private long checked = -1;

    private LogSimulation(long seed, Set<Safeguard> safeguards) {
        this.random = new SplittableRandom(seed);
        this.safeguards = safeguards;
        this.nodes = new SimulatedReplicaSet(random);
        this.faults = new Faults(random);
        this.witness = new Witness(nodes);
        this.requests = new RequestsToDo(random);
        int writers = random.nextInt(1, 4);
        for (int i = 0; i < writers; i++) {
            processes.add(null);
            coroutines.add(new Coroutine(_ -> {}));
            start(i);
        }
        processes.add(null);
        coroutines.add(new Coroutine(this::tail));
    }

    /** What broke and when, or nothing. */
    static Optional<String> run(long seed, Set<Safeguard> safeguards) {
        LogSimulation simulation = new LogSimulation(seed, safeguards);
        try {
            return simulation.run();
        } finally {
            simulation.coroutines.forEach(Coroutine::kill);
        }
    }

    private void start(int index) {
        Coroutine coroutine = new Coroutine(_ -> {
            SimulatedProcess process = processes.get(index);
            if (process != null) {
                process.run();
            }
        });
        coroutines.set(index, coroutine);
        processes.set(
                index,
                new SimulatedProcess(
                        requests,
                        witness,
                        random,
                        safeguards.contains(Safeguard.CHECK_WITHIN_A_COMMIT),
                        coroutine,
                        driver(coroutine),
                        time));
    }

    private SimulatedDriver driver(Coroutine coroutine) {
        return new SimulatedDriver(nodes, faults, safeguards, witness, coroutine, time);
    }

    private Optional<String> run() {
        for (int step = 0; step < STEPS_TO_THE_END; step++) {
            if (step == STEPS_WITH_FAULTS) {
                faults.end();
                nodes.endDeposed();
            }
            String what = step();
            Optional<String> broken = nodes.changes() == checked ? Optional.empty() : LogInvariants.broken(witness);
            checked = nodes.changes();
            if (broken.isPresent()) {
                return Optional.of("after step " + step + " (" + what + ") " + broken.get());
            }
            if (requests.areDone() && step > STEPS_WITH_FAULTS && !nodes.hasLate()) {
                return Optional.empty();
            }
        }
        return Optional.of("TheLogGoesOn: not everybody was answered " + (STEPS_TO_THE_END - STEPS_WITH_FAULTS)
                + " steps after the last fault");
    }

    private String step() {
        if (faults.strikes(Fault.FAIL_OVER, 60)) {
            nodes.failOver();
            if (!faults.strikes(Fault.OLD_PRIMARY_ANSWERS, 1)) {
                nodes.endDeposed();
            }
            return "another primary";
        }
        if (faults.strikes(Fault.POWER_LOST, 150)) {
            nodes.losePower();
            return "the power was lost";
        }
        if (nodes.hasDeposed() && random.nextInt(40) == 0) {
            nodes.endDeposed();
            return "the old primary noticed";
        }
        if (nodes.hasLate() && random.nextInt(8) == 0) {
            nodes.deliverOneLate();
            return "an insert arrived late";
        }
        if (random.nextInt(faults.strikes(Fault.SLOW_MAJORITY, 1) ? 8 : 2) == 0) {
            nodes.replicate();
            return "replication";
        }
        int index = random.nextInt(coroutines.size());
        if (faults.strikes(Fault.PROCESS_KILLED, 50)) {
            kill(index);
            return "process " + index + " killed";
        }
        if (!coroutines.get(index).isFinished()) {
            coroutines.get(index).resume();
        }
        return "process " + index;
    }

    private void kill(int index) {
        SimulatedProcess process = processes.get(index);
        if (process != null) {
            coroutines.get(index).kill();
            process.giveBack();
            start(index);
        }
    }

    /** Reads on and on from where it was, as a processor does. */
    private void tail(Coroutine self) {
        CommitCollection commits = new CommitCollection(driver(self).database());
        long next = 0;
        while (true) {
            try {
                for (StoredEntry entry : commits.from(next, random.nextInt(1, 4))) {
                    if (entry.position() != next) {
                        witness.complain("TailSkipsNothing: " + entry.position() + " came instead of " + next);
                    }
                    witness.read(List.of(entry));
                    next = entry.position() + 1;
                }
            } catch (MongoException _) {
                // Tried again.
            } catch (BrokenLog e) {
                witness.complain("TailIsWhole: " + e.getMessage());
            }
            self.handBack();
        }
    }
}
