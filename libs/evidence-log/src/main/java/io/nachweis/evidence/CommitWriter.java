package io.nachweis.evidence;

import com.mongodb.MongoException;
import com.mongodb.MongoTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Gives commits their positions and inserts them. Not thread-safe: one at a time writes.
 *
 * <p>Positions have no gaps, because a commit is inserted exactly where the log ends and {@code _id} is unique. Whoever
 * believes in an earlier end meets the commit that is there, and what it sent behind is not tried.
 */
final class CommitWriter {

    /** Told of commits as soon as they are stored, or of why not. */
    interface Settlement {
        void settled(Collection<Append> appends, @Nullable RuntimeException failure);
    }

    /** How many round trips another process has to see our commit and to write its own. */
    private static final int TURN = 6;

    private static final int LOOKS_PER_ROUND_TRIP = 4;

    /** Nobody waits for others because the database stood still. */
    private static final long LONGEST_ROUND_TRIP = Duration.ofMillis(50).toNanos();

    /** After so many turns that nobody took in a row others are taken to be gone. */
    private static final int MOST_IN_VAIN = 8;

    /**
     * Older than that, nothing is sent: under a key that has been retired meanwhile it could be stored when what the key
     * sealed is gone. An erasure waits for this, and for as long as a process has a retired key at hand.
     */
    static final Duration OLDEST_SEAL = Duration.ofSeconds(5);

    private final CommitCollection commits;
    private final LogTail tail;
    private final Duration patience;
    private final Ticker ticker;

    /** Null when it has to be read. */
    private @Nullable Head head;

    /** How many more turns are left to others in vain; 0 while nobody else writes. */
    private int company;

    private long lastRoundTrip;
    private long lastStored;

    /** What met another commit and was taken, without asking, to have lost its position only. */
    private @Nullable Append presumed;

    /** @param tail to be told of every commit as it is stored */
    CommitWriter(CommitCollection commits, LogTail tail, Duration patience, Ticker ticker) {
        this.commits = commits;
        this.tail = tail;
        this.patience = patience;
        this.ticker = ticker;
    }

    /**
     * Who wrote last knows where the log ends and would always be first again. So where several write, each looks for
     * another's commit before its next one and goes on behind it, or after as long as that may take.
     */
    void awaitTurn() {
        try {
            long pause = lastStored + lastRoundTrip - ticker.nanos();
            while (company > 0 && head != null) {
                ticker.pause(Math.max(pause, 0));
                Head end = commits.newest();
                if (end.next() > head.next()) {
                    head = end;
                    company = MOST_IN_VAIN;
                    return;
                }
                if (ticker.nanos() - lastStored >= TURN * lastRoundTrip) {
                    company--;
                    return;
                }
                pause = lastRoundTrip / LOOKS_PER_ROUND_TRIP;
            }
        } catch (RuntimeException _) {
            head = null; // whoever writes meets what was in the way
        }
    }

    /** Settles every append, within about the writer's patience and one time-out of the driver. */
    void write(List<Append> appends, Settlement settlement) {
        Deque<Append> rest = new ArrayDeque<>(appends);
        Backoff backoff = new Backoff(patience, ticker);
        try {
            refuseWhatIsSealedTooLongAgo(rest, settlement);
            while (!rest.isEmpty()) {
                int before = rest.size();
                @Nullable MongoException obstacle = advance(rest, settlement);
                if (rest.size() == before) {
                    backoff.pauseAfter(obstacle);
                }
                refuseWhatIsSealedTooLongAgo(rest, settlement);
            }
        } catch (RuntimeException | Error e) {
            head = null;
            settlement.settled(rest, e instanceof RuntimeException failure ? failure : new IllegalStateException(e));
        }
    }

    private void refuseWhatIsSealedTooLongAgo(Deque<Append> rest, Settlement settlement) {
        long oldest = ticker.nanos() - OLDEST_SEAL.toNanos();
        List<Append> old =
                rest.stream().filter(append -> append.sealedAt() - oldest < 0).toList();
        if (!old.isEmpty()) {
            rest.removeAll(old);
            head = null;
            settlement.settled(old, new MongoTimeoutException("It took too long from the seal to the log"));
        }
    }

    /** Inserts the rest in one round trip and settles from its front what that decides; returns what was in the way. */
    private @Nullable MongoException advance(Deque<Append> rest, Settlement settlement) {
        try {
            Head start = head == null ? commits.head() : head;
            Head end = start;
            List<Document> documents = new ArrayList<>();
            for (Append append : rest) {
                documents.add(CommitDocument.at(end, append.commit()));
                end = end.after(append.commit());
            }
            // After an uncertain answer the same documents are sent again, so the position stays.
            head = start;
            long sent = ticker.nanos();
            Insertion insertion = commits.insert(documents);
            lastRoundTrip = Math.min(ticker.nanos() - sent, LONGEST_ROUND_TRIP);
            return switch (insertion) {
                case Insertion.Stored() -> {
                    settleFirst(rest.size(), start, rest, settlement);
                    yield null;
                }
                case Insertion.Duplicate(int index) -> {
                    settleFirst(index, start, rest, settlement);
                    settleDuplicate(rest, settlement);
                    yield null;
                }
                case Insertion.Refused(int index, MongoException cause) -> {
                    settleFirst(index, start, rest, settlement);
                    settlement.settled(List.of(rest.remove()), cause);
                    yield null;
                }
                case Insertion.Uncertain(MongoException cause) -> {
                    presumed = rest.element();
                    yield cause;
                }
            };
        } catch (MongoException e) {
            presumed = rest.element();
            return e;
        }
    }

    private void settleFirst(int count, Head start, Deque<Append> rest, Settlement settlement) {
        List<Append> stored = new ArrayList<>();
        Head end = start;
        for (int i = 0; i < count; i++) {
            Append append = rest.remove();
            tail.appended(end.next(), append.commit());
            end = end.after(append.commit());
            stored.add(append);
        }
        head = end;
        lastStored = ticker.nanos();
        settlement.settled(stored, null);
    }

    /**
     * The first of the rest met a commit with its position or with a key of its own. What the log holds under its keys
     * tells which: itself, from an attempt whose answer was lost; another; or nothing, then it was the position.
     */
    private void settleDuplicate(Deque<Append> rest, Settlement settlement) {
        Append first = rest.element();
        if (first != presumed && losesPositionOnly()) {
            presumed = first;
            return;
        }
        presumed = null;
        List<StoredCommit> holders = commits.withAnyOf(first.commit().keys());
        if (holders.isEmpty()) {
            head = null;
            company = MOST_IN_VAIN;
            return;
        }
        for (StoredCommit holder : holders) {
            if (holder.is(first.commit())) {
                head = holder.end();
                tail.appended(holder.first(), first.commit());
                settlement.settled(List.of(rest.remove()), null);
                return;
            }
        }
        settlement.settled(List.of(rest.remove()), new AlreadyStored(commonKey(first.commit(), holders)));
    }

    /**
     * Where the log has grown, that is most likely why, and the next attempt comes sooner for not asking more: it is
     * as safe, since keys are unique too. Not when the answer before was uncertain.
     */
    private boolean losesPositionOnly() {
        Head before = head;
        Head now = commits.head();
        if (before == null || now.next() <= before.next()) {
            return false;
        }
        head = now;
        company = MOST_IN_VAIN;
        return true;
    }

    private static String commonKey(Commit commit, List<StoredCommit> holders) {
        List<String> taken =
                holders.stream().flatMap(holder -> holder.keys().stream()).toList();
        return commit.keys().stream().filter(taken::contains).findFirst().orElseThrow();
    }
}
