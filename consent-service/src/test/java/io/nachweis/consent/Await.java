package io.nachweis.consent;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Polls until a condition holds, or fails after a while. */
final class Await {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private Await() {}

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
