package io.nachweis.starter.events;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.gateway.RetryScheduler;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;

/** Retries commands after optimistic-locking conflicts, a few times and after a random while; nothing else. */
final class ConcurrencyRetryScheduler implements RetryScheduler {

    /** Another instance that works on the same stream wins about every second time. */
    private static final int ATTEMPTS = 12;

    private static final Duration FIRST_WAIT = Duration.ofMillis(5);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(160);

    private final Executor executor;

    ConcurrencyRetryScheduler(Executor executor) {
        this.executor = executor;
    }

    @Override
    @SuppressWarnings("rawtypes") // Axon's signature.
    public boolean scheduleRetry(
            CommandMessage command,
            RuntimeException lastFailure,
            List<Class<? extends Throwable>[]> failures,
            Runnable dispatch) {
        if (!isLostRace(lastFailure) || failures.size() >= ATTEMPTS) {
            return false;
        }
        long longest = Math.min(FIRST_WAIT.toMillis() << failures.size(), LONGEST_WAIT.toMillis());
        long wait = ThreadLocalRandom.current().nextLong(1, longest + 1);
        CompletableFuture.delayedExecutor(wait, TimeUnit.MILLISECONDS, executor).execute(dispatch);
        return true;
    }

    /** For a place in the stream, or for its beginning. */
    private static boolean isLostRace(RuntimeException failure) {
        return failure instanceof ConcurrencyException || failure instanceof AggregateStreamCreationException;
    }
}
