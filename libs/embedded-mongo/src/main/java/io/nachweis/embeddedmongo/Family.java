package io.nachweis.embeddedmongo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A column family of RocksDB, by how soon it loses the bytes of what was deleted or replaced. The number of a tree begins
 * with that of its family.
 */
enum Family {
    /** Within a day: commits and projections. */
    LASTING(0, "default", 8 * 1024 * 1024, Duration.ofMinutes(10), Duration.ofHours(12)),

    /** Within a minute: keys, handles, and the indexes that find a person's entries in a log. Small files, rewritten alone. */
    FLEETING(1, "fleeting", 256 * 1024, Duration.ofSeconds(30), Duration.ofSeconds(30));

    /** By the names that services give. */
    private static final Pattern SOON = Pattern.compile("[^.]+_keys\\..*|.*\\.log/(subjects|sealed)\\..*");

    private static final int SHIFT = Integer.SIZE - Byte.SIZE;

    private final byte number;
    private final String label;
    private final long fileBytes;
    private final Duration first;
    private final Duration every;

    Family(int number, String label, long fileBytes, Duration first, Duration every) {
        this.number = (byte) number;
        this.label = label;
        this.fileBytes = fileBytes;
        this.first = first;
        this.every = every;
    }

    /** @param tree a collection with its database, and an index after a slash */
    static Family ofTree(String tree) {
        return SOON.matcher(tree).matches() ? FLEETING : LASTING;
    }

    static Family ofKey(Bytes key) {
        return key.array()[0] == FLEETING.number ? FLEETING : LASTING;
    }

    int number(int serial) {
        return number << SHIFT | serial;
    }

    static int serial(int number) {
        return number & ((1 << SHIFT) - 1);
    }

    byte[] label() {
        return label.getBytes(StandardCharsets.UTF_8);
    }

    long fileBytes() {
        return fileBytes;
    }

    /** After a start, since a killed process had no end at which to do it. */
    Duration first() {
        return first;
    }

    Duration every() {
        return every;
    }
}
