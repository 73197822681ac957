package io.nachweis.consent;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what comes by itself. */
final class Patience {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private Patience() {}

    static <T> T until(Supplier<T> look, Predicate<T> isIt) {
        long began = System.nanoTime();
        for (T seen = look.get(); ; seen = look.get()) {
            if (isIt.test(seen)) {
                return seen;
            }
            if (System.nanoTime() - began > LONGEST.toNanos()) {
                return fail("After %s still: %s", LONGEST, seen);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
