package io.nachweis.evidence;

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
 */
final class GroupCommit {

    private static final int MOST_TOGETHER = 500;

    private final CommitWriter writer;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<Append> waiting = new ArrayDeque<>();
    private boolean writing;

    GroupCommit(CommitWriter writer) {
        this.writer = writer;
    }

    /**
     * Returns when the commit is stored. Throws {@link AlreadyStored} when it never will be; any other exception means
     * that it may be stored.
     */
    void append(Commit commit) {
        Append mine = new Append(commit);
        @Nullable RuntimeException failure = settle(mine);
        if (failure != null) {
            throw failure;
        }
    }

    private @Nullable RuntimeException settle(Append mine) {
        lock.lock();
        try {
            waiting.add(mine);
            while (!mine.isSettled()) {
                if (writing) {
                    changed.awaitUninterruptibly();
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
        List<Append> together = new ArrayList<>();
        while (together.size() < MOST_TOGETHER && !waiting.isEmpty()) {
            together.add(waiting.remove());
        }
        writing = true;
        lock.unlock();
        try {
            writer.write(together, this::settled);
        } finally {
            lock.lock();
            writing = false;
            changed.signalAll();
        }
    }

    private void settled(Collection<Append> appends, @Nullable RuntimeException failure) {
        lock.lock();
        try {
            appends.forEach(append -> append.settle(failure));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
