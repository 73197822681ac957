package io.nachweis.evidence;

import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Growing pauses between attempts, until patience ends. */
final class Pauses {

    private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(64);

    private final long patience;
    private final Ticker ticker;
    private final long start;
    private long next = TimeUnit.MILLISECONDS.toNanos(1);

    Pauses(Duration patience, Ticker ticker) {
        this.patience = patience.toNanos();
        this.ticker = ticker;
        this.start = ticker.nanos();
    }

    /** Pauses after an attempt that came to nothing, or throws what was in its way. */
    void pauseAfter(@Nullable RuntimeException obstacle) {
        if (ticker.nanos() - start > patience || obstacle instanceof MongoInterruptedException) {
            throw obstacle == null ? new MongoTimeoutException("Others were faster at every position") : obstacle;
        }
        ticker.pause(next);
        next = Math.min(2 * next, LONGEST);
    }
}
