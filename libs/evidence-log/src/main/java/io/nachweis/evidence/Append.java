package io.nachweis.evidence;

import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/** A commit on its way into the log. Guarded by the lock of {@link GroupCommit}. */
final class Append {

    private final Commit commit;
    private final long sealedAt;
    private final Condition turn;
    private boolean settled;
    private @Nullable RuntimeException failure;

    /**
     * @param sealedAt by the ticker, when it began to be sealed
     * @param turn the condition its own thread waits on, so that nobody is woken for another's
     */
    Append(Commit commit, long sealedAt, Condition turn) {
        this.commit = commit;
        this.sealedAt = sealedAt;
        this.turn = turn;
    }

    Commit commit() {
        return commit;
    }

    long sealedAt() {
        return sealedAt;
    }

    Condition turn() {
        return turn;
    }

    void settle(@Nullable RuntimeException why) {
        settled = true;
        failure = why;
        turn.signal();
    }

    boolean isSettled() {
        return settled;
    }

    @Nullable
    RuntimeException failure() {
        return failure;
    }
}
