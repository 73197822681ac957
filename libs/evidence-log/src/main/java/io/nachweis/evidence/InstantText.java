package io.nachweis.evidence;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** An instant as an entry holds it: UTC to the microsecond, always 27 characters, so that text order is time order. */
final class InstantText {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private InstantText() {}

    /** What is finer than a microsecond is cut off. */
    static String of(Instant instant) {
        return FORMAT.format(instant);
    }
}
