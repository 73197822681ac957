package io.nachweis.gateway;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.limits.Connections;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many bytes of bodies are in memory at a time, whoever sends them: taken before they are read, and given back with
 * the answer. When none are left, the client that has been slowest with its body makes way.
 */
final class BodyBudget {

    private static final int PART_OF_THE_HEAP = 16;
    private static final int PATIENCE_SECONDS = 1;

    private final Semaphore free;
    private final Connections connections;

    BodyBudget(long bytes, Connections connections) {
        this.free = new Semaphore(Math.toIntExact(bytes));
        this.connections = connections;
    }

    static BodyBudget ofThisProcess(Connections connections) {
        return new BodyBudget(
                Math.min(Runtime.getRuntime().maxMemory() / PART_OF_THE_HEAP, Integer.MAX_VALUE), connections);
    }

    Share share() {
        return new Share();
    }

    /** What one request has taken. */
    final class Share implements AutoCloseable {

        private int taken;

        void take(int bytes) {
            if (!free.tryAcquire(bytes)) {
                connections.makeWay();
                await(bytes);
            }
            taken += bytes;
        }

        private void await(int bytes) {
            try {
                if (free.tryAcquire(bytes, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    return;
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            throw PlatformProblem.UNAVAILABLE.refusal();
        }

        @Override
        public void close() {
            free.release(taken);
        }
    }
}
