package io.nachweis.evidence;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Appends that arrive while others are written go together in the next round trip. Whoever comes first writes for all;
 * each waits for its own commit only.
 *
 * <p>Those who were written together come back together, each with its next. The first of them waits for as many as
 * there were, for a fraction of a round trip: otherwise it would go alone, and all others after it. Where other processes
 * write too, whoever arrives while one of them has its turn goes along.
 */
final class GroupCommit {

    private static final int MOST_TOGETHER = 500;
    private static final int FRACTION = 8;
    private static final long LONGEST_WAIT = Duration.ofMillis(2).toNanos();

    private final CommitWriter writer;
    private final Lock lock = new ReentrantLock();
    private final Condition gathered = lock.newCondition();
    private final Queue<Append> waiting = new ArrayDeque<>();
    private boolean writing;
    private int expected = 1;
    private long lastRoundTrip;

    GroupCommit(CommitWriter writer) {
        this.writer = writer;
    }

    /**
     * Returns when the commit is stored. Throws {@link AlreadyStored} when it never will be; any other exception means that
     * it may be stored.
     *
     * @param sealedAt when it began to be sealed, by the writer's ticker
     */
    void append(Commit commit, long sealedAt) {
        @Nullable RuntimeException failure = settle(commit, sealedAt);
        if (failure != null) {
            throw failure;
        }
    }

    private @Nullable RuntimeException settle(Commit commit, long sealedAt) {
        lock.lock();
        try {
            Append mine = new Append(commit, sealedAt, lock.newCondition());
            waiting.add(mine);
            if (waiting.size() == expected) {
                gathered.signal();
            }
            while (!mine.isSettled()) {
                if (writing) {
                    mine.turn().awaitUninterruptibly();
                } else {
                    writeTogether();
                }
            }
            return mine.failure();
        } finally {
            lock.unlock();
        }
    }

    /** Called with the lock held, which is open to others while the database works. */
    private void writeTogether() {
        writing = true;
        try {
            unlocked(writer::awaitTurn);
            awaitOthers();
            List<Append> together = new ArrayList<>();
            while (together.size() < MOST_TOGETHER && !waiting.isEmpty()) {
                together.add(waiting.remove());
            }
            long start = System.nanoTime();
            unlocked(() -> writer.write(together, this::settled));
            lastRoundTrip = System.nanoTime() - start;
            expected = together.size() + waiting.size();
        } finally {
            writing = false;
            if (!waiting.isEmpty()) {
                waiting.element().turn().signal();
            }
        }
    }

    private void unlocked(Runnable work) {
        lock.unlock();
        try {
            work.run();
        } finally {
            lock.lock();
        }
    }

    private void awaitOthers() {
        long left = Math.min(lastRoundTrip / FRACTION, LONGEST_WAIT);
        try {
            while (waiting.size() < expected && left > 0) {
                left = gathered.awaitNanos(left);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void settled(Collection<Append> appends, @Nullable RuntimeException failure) {
        lock.lock();
        try {
            appends.forEach(append -> append.settle(failure));
        } finally {
            lock.unlock();
        }
    }
}
