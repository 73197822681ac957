package io.nachweis.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The same thing done many times by several threads at once. */
final class Work {

    /** Done by {@code writer} as its {@code number}th. */
    interface Step {
        void take(int writer, int number) throws Exception;
    }

    private Work() {}

    /** How many steps a second; the first that fails ends it. */
    static double rate(int writers, int steps, Step step) throws Exception {
        int each = steps / writers;
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(writers)) {
            long start = System.nanoTime();
            for (int w = 0; w < writers; w++) {
                int writer = w;
                running.add(threads.submit(() -> {
                    for (int number = 0; number < each; number++) {
                        step.take(writer, number);
                    }
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
            return each * writers / seconds(start);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A step failed", e.getCause());
        }
    }

    static double seconds(long sinceNanoTime) {
        return (System.nanoTime() - sinceNanoTime) / 1e9;
    }
}
