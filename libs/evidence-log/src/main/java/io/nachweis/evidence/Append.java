package io.nachweis.evidence;

import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/** A commit on its way into the log. Guarded by the lock of {@link GroupCommit}. */
final class Append {

    private final Commit commit;
    private final Condition turn;
    private boolean settled;
    private @Nullable RuntimeException failure;

    /** With the condition its own thread waits on, so that nobody is woken for another's. */
    Append(Commit commit, Condition turn) {
        this.commit = commit;
        this.turn = turn;
    }

    Commit commit() {
        return commit;
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
