package io.nachweis.starter.events;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs one task for each item of a batch in parallel, on virtual threads instead of the event handler's. On the
 * handler's thread Axon would hold the events of commands back until the whole batch is done; here each is durable when
 * it is done.
 */
public final class ParallelTasks implements AutoCloseable {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    ParallelTasks() {}

    /** In the order of the inputs. Waits for all of them, also when one fails. */
    public <T, R> List<R> each(Collection<T> inputs, Function<T, R> task) {
        var started = inputs.stream()
                .map(input -> CompletableFuture.supplyAsync(() -> task.apply(input), threads))
                .toList();
        var results = new ArrayList<R>(inputs.size());
        @Nullable RuntimeException failure = null;
        for (var each : started) {
            try {
                results.add(each.join());
            } catch (CompletionException e) {
                failure = e.getCause() instanceof RuntimeException cause ? cause : e;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return results;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
