package io.nachweis.testing;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** How much more of the heap lives while something goes on than before: what is garbage is collected first. */
public final class LiveHeap implements AutoCloseable {

    private static final long PAUSE_MILLIS = 500;
    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

    private final long before = now();
    private final Thread watch;
    private volatile long most = before;

    public LiveHeap() {
        watch = Thread.ofPlatform().daemon().start(this::watch);
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(PAUSE_MILLIS);
                most = Math.max(most, now());
            }
        } catch (InterruptedException _) {
            // It is over.
        }
    }

    private static long now() {
        MEMORY.gc();
        return MEMORY.getHeapMemoryUsage().getUsed();
    }

    /** In MiB. */
    public long growth() {
        return (Math.max(most, now()) - before) >> 20;
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
