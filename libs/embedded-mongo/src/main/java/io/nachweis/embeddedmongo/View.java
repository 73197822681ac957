package io.nachweis.embeddedmongo;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one command sees: the last durable state if it reads, the newest one with its own changes if it writes. */
final class View implements AutoCloseable {

    static final long NEWEST = Long.MAX_VALUE;

    record Entry(Bytes key, Bytes value) {}

    /** Entries one after the other; null when there are no more. */
    interface Entries {
        @Nullable
        Entry next();
    }

    private final Rocks rocks;
    private final @Nullable Snapshot snapshot;
    private final NavigableMap<Bytes, Optional<Bytes>> changes;
    private final List<Rocks.Range> open = new ArrayList<>();

    private View(Rocks rocks, @Nullable Snapshot snapshot, NavigableMap<Bytes, Optional<Bytes>> changes) {
        this.rocks = rocks;
        this.snapshot = snapshot;
        this.changes = changes;
    }

    static View of(Rocks rocks, Snapshot snapshot) {
        return new View(rocks, snapshot, new TreeMap<>());
    }

    /** @param changes of the running command; nothing where a key is removed */
    static View newest(Rocks rocks, NavigableMap<Bytes, Optional<Bytes>> changes) {
        return new View(rocks, null, changes);
    }

    /** Of the state. */
    long sequence() {
        return snapshot == null ? NEWEST : snapshot.sequence();
    }

    boolean isNewest() {
        return snapshot == null;
    }

    @Nullable
    Bytes get(Bytes key) {
        Optional<Bytes> changed = changes.get(key);
        return changed == null ? rocks.get(key, snapshot) : changed.orElse(null);
    }

    /** As they are now: what the command changes while it walks does not meet it. */
    Entries entries(KeyRange range, boolean reverse) {
        Rocks.Range stored = rocks.range(range, reverse, snapshot);
        open.add(stored);
        var changed = changes.subMap(range.from(), true, range.to(), false);
        return changed.isEmpty() ? stored : merged(stored, new TreeMap<>(reverse ? changed.descendingMap() : changed));
    }

    private static Entries merged(Entries stored, NavigableMap<Bytes, Optional<Bytes>> changed) {
        return new Entries() {

            private final Iterator<Map.Entry<Bytes, Optional<Bytes>>> rest =
                    changed.entrySet().iterator();
            private @Nullable Entry before = stored.next();
            private Map.@Nullable Entry<Bytes, Optional<Bytes>> change = rest.next();

            @Override
            public @Nullable Entry next() {
                while (change != null) {
                    int order = before == null ? 1 : compare(before.key(), change.getKey());
                    if (order < 0) {
                        break;
                    }
                    if (order == 0) {
                        before = stored.next();
                    }
                    Map.Entry<Bytes, Optional<Bytes>> one = change;
                    change = rest.hasNext() ? rest.next() : null;
                    if (one.getValue().isPresent()) {
                        return new Entry(one.getKey(), one.getValue().get());
                    }
                }
                Entry next = before;
                before = next == null ? null : stored.next();
                return next;
            }

            private int compare(Bytes a, Bytes b) {
                return changed.comparator() == null
                        ? a.compareTo(b)
                        : changed.comparator().compare(a, b);
            }
        };
    }

    /** Ends every walk. */
    @Override
    public void close() {
        open.forEach(Rocks.Range::close);
        open.clear();
    }
}
