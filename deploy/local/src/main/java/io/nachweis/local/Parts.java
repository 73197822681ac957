package io.nachweis.local;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The parts of the platform, each of which can be away for a while as a machine of its own could be. */
public final class Parts implements AutoCloseable {

    private final Map<String, Part> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Deque<Part> inOrder = new ArrayDeque<>();

    /** A part, and whether it is there. */
    public static final class Part {

        private final Callable<? extends AutoCloseable> start;
        private @Nullable AutoCloseable running;

        private Part(Callable<? extends AutoCloseable> start) {
            this.start = start;
        }

        public synchronized void comeBack() throws Exception {
            if (running == null) {
                running = start.call();
            }
        }

        public synchronized void goAway() throws Exception {
            if (running != null) {
                running.close();
                running = null;
            }
        }

        public synchronized boolean isThere() {
            return running != null;
        }
    }

    Part start(String name, Callable<? extends AutoCloseable> start) throws Exception {
        Part part = new Part(start);
        part.comeBack();
        synchronized (this) {
            byName.put(name, part);
            inOrder.push(part);
        }
        return part;
    }

    public synchronized Optional<Part> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public synchronized Map<String, Part> all() {
        return Collections.unmodifiableMap(new TreeMap<>(byName));
    }

    /** In the reverse order, so that nothing loses what it stands on. */
    @Override
    public synchronized void close() {
        for (Part part : inOrder) {
            try {
                part.goAway();
            } catch (Exception e) {
                System.err.println("Could not stop a part in order: " + e);
            }
        }
    }
}
