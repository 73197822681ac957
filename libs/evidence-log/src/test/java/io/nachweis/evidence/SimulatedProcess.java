package io.nachweis.evidence;

import com.mongodb.MongoException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A process that writes: takes requests, some at once, and appends them by the log's own code. */
final class SimulatedProcess {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private record Attempt(Request request, Commit commit, int acknowledgedBefore) {}

    private final RequestsToDo requests;
    private final Witness witness;
    private final RandomGenerator random;
    private final boolean checksCommits;
    private final Coroutine coroutine;
    private final CommitCollection commits;
    private final Ticker ticker;
    private final LogTail tail;
    private final CommitWriter writer;
    private final Condition nobodyWaits = new ReentrantLock().newCondition();
    private final Map<String, Long> nextInStream = new HashMap<>();
    private final List<Request> taken = new ArrayList<>();
    private long followed;

    SimulatedProcess(
            RequestsToDo requests,
            Witness witness,
            RandomGenerator random,
            boolean checksCommits,
            Coroutine coroutine,
            SimulatedDriver driver,
            SimulatedTime time) {
        this.requests = requests;
        this.witness = witness;
        this.random = random;
        this.checksCommits = checksCommits;
        this.coroutine = coroutine;
        this.commits = new CommitCollection(driver.database());
        this.ticker = time.tickerOf(coroutine);
        this.tail = new LogTail(commits, Duration.ofMillis(500), ticker);
        this.writer = new CommitWriter(commits, tail, PATIENCE, ticker);
    }

    void run() {
        while (!requests.areDone()) {
            taken.addAll(requests.takeSome());
            if (taken.isEmpty()) {
                coroutine.handBack();
                continue;
            }
            try {
                write(attempts());
                follow();
            } catch (MongoException _) {
                coroutine.handBack(); // A stream could not be read.
            }
            giveBack();
        }
    }

    /** As its processors do: what it appended itself comes from memory, and nothing of others' is passed over. */
    private void follow() {
        try {
            for (StoredEntry entry : tail.from(followed, random.nextInt(1, 4))) {
                if (entry.position() != followed) {
                    witness.complain("FollowingSkipsNothing: " + entry.position() + " came instead of " + followed);
                }
                witness.read(List.of(entry));
                followed = entry.position() + 1;
            }
        } catch (BrokenLog e) {
            witness.complain("FollowingIsWhole: " + e.getMessage());
        }
    }

    /** Whatever was not answered is for others to do. */
    void giveBack() {
        requests.giveBack(taken);
        taken.clear();
    }

    private Map<Append, Attempt> attempts() {
        Map<Append, Attempt> attempts = new LinkedHashMap<>();
        for (Request request : taken) {
            int before = witness.acknowledgements();
            List<NewEntry> entries = request.entries(next(request.stream()), aboutNoon());
            try {
                Commit commit = checksCommits ? Commit.of(entries) : new Commit(entries);
                attempts.put(new Append(commit, ticker.nanos(), nobodyWaits), new Attempt(request, commit, before));
            } catch (AlreadyStored _) {
                request.answer(); // A mistake, and refused as one.
            }
        }
        return attempts;
    }

    private void write(Map<Append, Attempt> attempts) {
        writer.awaitTurn();
        writer.write(List.copyOf(attempts.keySet()), (appends, failure) -> settled(appends, failure, attempts));
        coroutine.dieIfKilled();
    }

    private void settled(
            Collection<Append> appends, @Nullable RuntimeException failure, Map<Append, Attempt> attempts) {
        if (coroutine.isKilled()) {
            return;
        }
        for (Append append : appends) {
            Attempt attempt = Objects.requireNonNull(attempts.get(append));
            Request request = attempt.request;
            switch (failure) {
                case null -> {
                    witness.acknowledged(request, attempt.commit, attempt.acknowledgedBefore);
                    request.answer();
                    nextInStream.merge(request.stream(), (long) attempt.commit.size(), Long::sum);
                }
                case AlreadyStored taken -> {
                    witness.refused(attempt.commit);
                    nextInStream.remove(request.stream());
                    if (taken.key().equals(request.key())) {
                        witness.answeredBefore(request);
                        request.answer();
                    }
                }
                case MongoException _ -> nextInStream.remove(request.stream());
                default -> throw new IllegalStateException(failure);
            }
        }
    }

    private long next(String stream) {
        Long known = nextInStream.get(stream);
        if (known != null) {
            return known;
        }
        long next = commits.ofStream(stream, 0).size();
        nextInStream.put(stream, next);
        return next;
    }

    /** Clocks differ. */
    private String aboutNoon() {
        return InstantText.of(NOON.plusMillis(random.nextInt(100)));
    }
}
