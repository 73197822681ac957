package io.nachweis.local;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of the platform, each of which can be away for a while as a machine of its own could be. */
public final class Parts {

    private static final Logger log = LoggerFactory.getLogger(Parts.class);

    private final Map<String, Part> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Deque<List<Part>> stages = new ArrayDeque<>();

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

    /** What is started from now on needs what was started before, but nothing of each other. */
    synchronized void nextStage() {
        stages.push(new ArrayList<>());
    }

    void start(String name, Callable<? extends AutoCloseable> start) throws Exception {
        Part part = new Part(start);
        part.comeBack();
        synchronized (this) {
            byName.put(name, part);
            stages.element().add(part);
        }
    }

    public synchronized Optional<Part> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public synchronized Map<String, Part> all() {
        return Collections.unmodifiableMap(new TreeMap<>(byName));
    }

    /** In the reverse order, so that nothing loses what it stands on. */
    synchronized void endAll() {
        for (List<Part> stage : stages) {
            try (ExecutorService threads = Executors.newCachedThreadPool()) {
                stage.forEach(part -> threads.execute(() -> end(part)));
            }
        }
    }

    private static void end(Part part) {
        try {
            part.goAway();
        } catch (Exception e) {
            log.error("A part did not end in order", e);
        }
    }
}
