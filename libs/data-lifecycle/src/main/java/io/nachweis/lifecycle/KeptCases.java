package io.nachweis.lifecycle;

import io.nachweis.evidence.Entry;
import io.nachweis.policy.Retention.Trigger;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What a policy cannot know of a category that it lets a service keep: which cases prove anything, and since when the time
 * of each runs. A service that knows declares one for the category. Without one every case stays, and its time begins at
 * the latest when the erasure is ordered.
 */
public interface KeptCases {

    String category();

    /**
     * The cases that stay, each with what has started its time; every other case ends with what no rule keeps.
     *
     * @param entries of this category about one person, oldest first, without what is personal; read once
     * @param orderedAt when the erasure is ordered, which ends whatever goes on until then
     */
    Map<String, Map<Trigger, Instant>> among(Stream<Entry> entries, Instant orderedAt);

    /** The streams that entries belong to, each once. */
    static Stream<UUID> streams(Stream<Entry> entries) {
        return entries.flatMap(entry -> OwningStream.of(entry).stream())
                .distinct()
                .map(UUID::fromString);
    }
}
