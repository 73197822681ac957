package io.nachweis.evidence;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is stored together or not at all. Its position is only known when it is written. */
record Commit(List<NewEntry> entries) {

    static final int MOST_ENTRIES = 1_000;
    static final long MOST_BYTES = 8L << 20;

    Commit {
        entries = List.copyOf(entries);
    }

    /** The entries as a commit, if they may be one. */
    static Commit of(List<NewEntry> entries) {
        if (entries.size() > MOST_ENTRIES) {
            throw new IllegalArgumentException(
                    "A commit has at most " + MOST_ENTRIES + " entries, not " + entries.size());
        }
        long size = entries.stream().mapToLong(NewEntry::size).sum();
        if (size > MOST_BYTES) {
            throw new IllegalArgumentException("A commit has at most " + MOST_BYTES + " bytes, not " + size);
        }
        // A unique index does not see a repeat inside one document.
        Set<String> seen = new HashSet<>();
        for (NewEntry entry : entries) {
            for (String key : entry.leaf().keys()) {
                if (!seen.add(key) && !EntryKeys.isOfRequest(key)) {
                    throw new AlreadyStored(key);
                }
            }
        }
        return new Commit(entries);
    }

    int size() {
        return entries.size();
    }

    /** All entries of a commit may come from the same request, which has one key. */
    List<String> keys() {
        return entries.stream()
                .flatMap(entry -> entry.leaf().keys().stream())
                .distinct()
                .toList();
    }
}
