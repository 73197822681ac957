package io.nachweis.lifecycle.due;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import java.util.regex.Pattern;

/** A cursor in the items of all services, which are in the order of their times. */
public record DuePlace(Instant at, UUID entry) implements Comparable<DuePlace> {

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,15})\\.([0-9a-f-]{36})");

    /** Ids are text in the database, and in the order of text. */
    private static final Comparator<DuePlace> ORDER = Comparator.comparing(DuePlace::at)
            .thenComparing(place -> place.entry().toString());

    public static DuePlace of(String text) {
        var parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("Not a place");
        }
        return new DuePlace(Instant.ofEpochMilli(Long.parseLong(parts.group(1))), UUID.fromString(parts.group(2)));
    }

    @Override
    public int compareTo(DuePlace other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return at.toEpochMilli() + "." + entry;
    }
}
