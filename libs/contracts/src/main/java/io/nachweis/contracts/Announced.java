package io.nachweis.contracts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One CloudEvent of the platform: what is said, by whom, about whom.
 *
 * @param id the same on every repetition
 * @param source the service that says so, such as {@code /newsletter}
 * @param subject the person's pseudonym
 * @param sequence the position in the source's log; what is below the last one heard was heard before
 * @param time when it was recorded
 * @param data null in a tombstone
 */
public record Announced(
        String id,
        String source,
        String type,
        String subject,
        long sequence,
        Instant time,
        @Nullable Published data) {

    public static Announced of(String id, String source, String subject, long sequence, Instant time, Published data) {
        return new Announced(id, source, Published.typeOf(data.getClass()), subject, sequence, time, data);
    }

    /** Ends the state of a person and purpose on the compacted topic. */
    public static Announced tombstone(String id, String source, String subject, long sequence, Instant time) {
        return new Announced(id, source, Published.typeOf(ConsentState.class), subject, sequence, time, null);
    }
}
