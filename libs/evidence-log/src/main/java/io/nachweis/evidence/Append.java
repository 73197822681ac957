package io.nachweis.evidence;

import org.jspecify.annotations.Nullable;

/** A commit on its way into the log. Guarded by the lock of {@link GroupCommit}. */
final class Append {

    private final Commit commit;
    private boolean settled;
    private @Nullable RuntimeException failure;

    Append(Commit commit) {
        this.commit = commit;
    }

    Commit commit() {
        return commit;
    }

    void settle(@Nullable RuntimeException why) {
        settled = true;
        failure = why;
    }

    boolean isSettled() {
        return settled;
    }

    @Nullable
    RuntimeException failure() {
        return failure;
    }
}
