package io.nachweis.evidence;

import io.nachweis.event.SubjectId;
import java.util.stream.Stream;

/** Replay by person: an indexed read whose cost does not grow with the log. */
public interface SubjectEntries {

    /**
     * Entries about the person, oldest first, with disclosures opened, or withheld for who may not see them.
     *
     * @param after {@link Slice#START}, or the {@code next} of the slice before
     */
    Slice<Entry> about(SubjectId subject, boolean withDisclosures, long after);

    /** Every entry, in memory that does not grow with their number. */
    default Stream<Entry> about(SubjectId subject, boolean withDisclosures) {
        return Slice.all(after -> about(subject, withDisclosures, after));
    }
}
