package io.nachweis.embeddedmongo;

/** Keys from {@code from}, inclusive, to {@code to}, exclusive. */
record KeyRange(Bytes from, Bytes to) implements Comparable<KeyRange> {

    static KeyRange startingWith(Bytes prefix) {
        return new KeyRange(prefix, prefix.afterPrefix());
    }

    /** What is left once the walk has seen {@code key}. */
    KeyRange beyond(Bytes key, boolean reverse) {
        return reverse ? new KeyRange(from, key) : new KeyRange(key.justAfter(), to);
    }

    @Override
    public int compareTo(KeyRange other) {
        return from.compareTo(other.from);
    }
}
