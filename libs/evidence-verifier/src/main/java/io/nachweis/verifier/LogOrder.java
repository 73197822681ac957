package io.nachweis.verifier;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What the order of a log rules out among the entries that were seen of it. */
final class LogOrder {

    private final Set<String> ids = new HashSet<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private long position = -1;

    /** Whether it comes after those before. */
    boolean isNext(long position) {
        boolean ascends = position > this.position;
        this.position = position;
        return ascends;
    }

    boolean isNew(Leaf leaf) {
        return ids.add(leaf.id());
    }

    /** Whether it comes after those of its stream before. */
    boolean isNextOfStream(Leaf leaf) {
        if (leaf.stream().isEmpty()) {
            return true;
        }
        Long before = sequences.put(leaf.stream().get(), leaf.sequence());
        return before == null || leaf.sequence() > before;
    }
}
