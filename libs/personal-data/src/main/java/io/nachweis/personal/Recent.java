package io.nachweis.personal;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Remembers the values used last, a bounded number of them for a bounded time. */
final class Recent<K, V> {

    private record Held<V>(V value, long since) {}

    private final long lifeNanos;
    private final Map<K, Held<V>> held;

    Recent(int capacity, Duration life) {
        this.lifeNanos = life.toNanos();
        this.held = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Held<V>> eldest) {
                return size() > capacity;
            }
        };
    }

    synchronized Optional<V> get(K key) {
        Held<V> found = held.get(key);
        if (found == null) {
            return Optional.empty();
        }
        if (System.nanoTime() - found.since >= lifeNanos) {
            held.remove(key);
            return Optional.empty();
        }
        return Optional.of(found.value);
    }

    synchronized void put(K key, V value) {
        held.put(key, new Held<>(value, System.nanoTime()));
    }

    synchronized void forgetIf(Predicate<V> condition) {
        held.values().removeIf(h -> condition.test(h.value));
    }
}
