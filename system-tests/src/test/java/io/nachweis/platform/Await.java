package io.nachweis.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Polls until the answer is the one awaited, or fails after a while. */
public final class Await {

    private static final Duration LIMIT = Duration.ofSeconds(90);

    private Await() {}

    public static <T> T until(String what, Supplier<T> question, Predicate<T> answered) {
        Instant deadline = Instant.now().plus(LIMIT);
        T answer = question.get();
        while (!answered.test(answer)) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError(
                        "Still not so after " + LIMIT.toSeconds() + " s: " + what + "; last: " + answer);
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            answer = question.get();
        }
        return answer;
    }

    public static void until(String what, Supplier<Boolean> condition) {
        until(what, condition, Boolean::booleanValue);
    }
}
