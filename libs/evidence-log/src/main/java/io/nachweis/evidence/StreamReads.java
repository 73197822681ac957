package io.nachweis.evidence;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Caches the streams that one piece of work reads, so that a command does not read again what a page or a handler has just
 * read. Appends are optimistic: whoever decides on what is no longer so loses the race for the next place in the stream,
 * and what is tried again, on another thread, reads anew. To be used where all of the work takes no longer than a
 * request, since a command that changes nothing is decided on what was read at its beginning.
 */
public final class StreamReads {

    private final ScopedValue<Map<String, List<StoredEntry>>> known = ScopedValue.newInstance();
    private final CommitCollection commits;

    StreamReads(CommitCollection commits) {
        this.commits = commits;
    }

    /** Those of the streams that have begun, in one question; of streams that have an entry or two. */
    public Set<UUID> begun(Collection<UUID> streams) {
        Map<String, UUID> byFirst = new HashMap<>();
        streams.forEach(stream -> byFirst.put(EntryKeys.ofStream(stream.toString(), 0), stream));
        Set<UUID> begun = new HashSet<>();
        for (StoredCommit commit : commits.withAnyOf(byFirst.keySet())) {
            commit.keys().stream().map(byFirst::get).filter(Objects::nonNull).forEach(begun::add);
        }
        return begun;
    }

    /** Reads each stream once within this work; what the work appends to is read anew. */
    public <T> T once(Supplier<T> work) {
        return known.isBound()
                ? work.get()
                : ScopedValue.where(known, new HashMap<>()).call(work::get);
    }

    /** Takes the stream to be new within this work, without asking. */
    public <T> T ofNew(UUID stream, Supplier<T> work) {
        return once(() -> {
            known.get().put(stream.toString(), List.of());
            return work.get();
        });
    }

    List<StoredEntry> of(String stream, Supplier<List<StoredEntry>> read) {
        if (!known.isBound()) {
            return read.get();
        }
        List<StoredEntry> cached = known.get().get(stream);
        if (cached == null) {
            cached = read.get();
            known.get().put(stream, cached);
        }
        return cached;
    }

    void forget(Iterable<String> streams) {
        if (known.isBound()) {
            streams.forEach(known.get()::remove);
        }
    }
}
