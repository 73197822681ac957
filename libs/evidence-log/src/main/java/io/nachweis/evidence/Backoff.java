package io.nachweis.evidence;

import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Exponential backoff between attempts to append, until patience ends; races with other writers are retried almost at
 * once.
 */
final class Backoff {

    private static final long BRIEF = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(64);

    private static final int MOST_RACES = 100;

    private final long patience;
    private final Ticker ticker;
    private final long start;
    private int races;
    private long next = TimeUnit.MILLISECONDS.toNanos(1);

    Backoff(Duration patience, Ticker ticker) {
        this.patience = patience.toNanos();
        this.ticker = ticker;
        this.start = ticker.nanos();
    }

    /** Pauses after an attempt that came to nothing, or throws what was in its way. */
    void pauseAfter(@Nullable RuntimeException obstacle) {
        if (obstacle == null) {
            pauseAfterRace();
        } else if (isOver() || obstacle instanceof MongoInterruptedException) {
            throw obstacle;
        } else {
            ticker.pause(next);
            next = Math.min(2 * next, LONGEST);
        }
    }

    /**
     * Whoever was faster is busy with its answer now; waiting longer would let it win again and again. That others
     * store something is no sign of trouble, so it takes many races besides the time until this one gives up.
     */
    private void pauseAfterRace() {
        races++;
        if (races > MOST_RACES && isOver()) {
            throw new MongoTimeoutException("Others were faster at every position");
        }
        ticker.pause(BRIEF);
    }

    private boolean isOver() {
        return ticker.nanos() - start > patience;
    }
}
