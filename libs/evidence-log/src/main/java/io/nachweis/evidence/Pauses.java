package io.nachweis.evidence;

import com.mongodb.MongoInterruptedException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Growing pauses between attempts, until patience ends. */
final class Pauses {

    private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(64);

    private final long patience;
    private final long start = System.nanoTime();
    private long next = TimeUnit.MILLISECONDS.toNanos(1);

    Pauses(Duration patience) {
        this.patience = patience.toNanos();
    }

    /** Pauses after an attempt that came to nothing, or throws what was in its way. */
    void pauseAfter(@Nullable RuntimeException obstacle) {
        if (System.nanoTime() - start > patience || obstacle instanceof MongoInterruptedException) {
            throw obstacle == null ? new IllegalStateException("Others were faster at every position") : obstacle;
        }
        LockSupport.parkNanos(next);
        next = Math.min(2 * next, LONGEST);
    }
}
