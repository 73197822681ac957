package io.nachweis.contracts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A CloudEvent of the platform, read or to be written: its attributes and its {@link Published data}.
 *
 * @param id the same on every repetition
 * @param source the service that says so, such as {@code /newsletter}
 * @param subject the person's pseudonym
 * @param sequence the position in the source's log; what is below the last one heard was heard before
 * @param time when it was recorded
 * @param data null in a tombstone
 */
public record PublishedFact(
        String id,
        String source,
        String type,
        String subject,
        long sequence,
        Instant time,
        @Nullable Published data) {

    public static PublishedFact of(
            String id, String source, String subject, long sequence, Instant time, Published data) {
        return new PublishedFact(id, source, Published.typeOf(data.getClass()), subject, sequence, time, data);
    }

    /**
     * The sequence as CloudEvents wants it, which orders it as text: with zeros in front, as many digits as any has. What
     * was published before has none, and is read as a number all the same.
     */
    String sequenceText() {
        return "%019d".formatted(sequence);
    }

    /** Ends the state of a person and purpose on the compacted topic. */
    public static PublishedFact tombstone(String id, String source, String subject, long sequence, Instant time) {
        return new PublishedFact(id, source, Published.typeOf(ConsentSnapshot.class), subject, sequence, time, null);
    }
}
