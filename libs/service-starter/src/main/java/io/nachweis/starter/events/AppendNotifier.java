package io.nachweis.starter.events;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/**
 * Notifies waiting tracking streams of every append, instead of letting each of them poll: left to themselves they look
 * twice a second.
 */
final class AppendNotifier implements StreamableMessageSource<TrackedEventMessage<?>>, AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final StreamableMessageSource<TrackedEventMessage<?>> store;
    private final Set<NotifiedStream> streams = ConcurrentHashMap.newKeySet();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Thread watcher;

    AppendNotifier(StreamableMessageSource<TrackedEventMessage<?>> store) {
        this.store = store;
        this.watcher = Thread.ofVirtual().name("append-notifier").start(this::watch);
    }

    /** Has it run after appends, and where there may have been some that nobody was told of. */
    void onAppend(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public TrackingEventStream openStream(@Nullable TrackingToken token) {
        var stream = (TrackingEventStream) store.openStream(token);
        return new NotifiedStream(stream);
    }

    @Override
    public @Nullable TrackingToken createTailToken() {
        return store.createTailToken();
    }

    @Override
    public @Nullable TrackingToken createHeadToken() {
        return store.createHeadToken();
    }

    private void watch() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                listen();
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException _) {
                pause(); // The database is away; whoever waits looks by itself until it is back.
            }
        }
    }

    private void listen() throws InterruptedException {
        try (var tail = store.openStream(store.createHeadToken())) {
            while (true) {
                listeners.forEach(Runnable::run);
                tail.nextAvailable();
                while (tail.hasNextAvailable()) {
                    tail.nextAvailable();
                }
                streams.forEach(NotifiedStream::wake);
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        watcher.interrupt();
    }

    /** A tracking stream whose reader is woken after an append. */
    private final class NotifiedStream implements TrackingEventStream {

        private final TrackingEventStream stream;
        private volatile Runnable reader = () -> {};

        NotifiedStream(TrackingEventStream stream) {
            this.stream = stream;
        }

        void wake() {
            reader.run();
        }

        @Override
        public boolean setOnAvailableCallback(Runnable callback) {
            reader = callback;
            streams.add(this);
            return true;
        }

        @Override
        public Optional<TrackedEventMessage<?>> peek() {
            return stream.peek();
        }

        @Override
        public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
            return stream.hasNextAvailable(timeout, unit);
        }

        @Override
        public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
            return stream.nextAvailable();
        }

        @Override
        public void close() {
            streams.remove(this);
            stream.close();
        }
    }
}
