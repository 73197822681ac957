package io.nachweis.lifecycle;

import io.nachweis.evidence.Entry;
import io.nachweis.policy.ControllerPolicy.Condition;
import io.nachweis.policy.Retention.Trigger;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The cases of a data category that a service keeps, and since when the time of each runs, which a policy cannot know. By
 * the policy's rule they end in time, and the same dates are told who is erased. A service declares one for a category.
 * Without one every case stays when an erasure is ordered, and its time begins then at the latest.
 */
public interface KeptCases {

    String category();

    /**
     * The cases that stay, each with what has started its time; every other case ends with what no rule keeps.
     *
     * @param entries of this category about one person, oldest first, without what is personal; read once
     * @param orderedAt when the erasure is ordered, which ends whatever goes on until then; {@link Instant#MAX} and a little
     *     less when none is
     */
    Map<String, Map<Trigger, Instant>> among(Stream<Entry> entries, Instant orderedAt);

    /** Whose case an event is about; empty for an event of something else, or one that does not say all of it. */
    default Optional<CaseOwner> ownerBy(Object event) {
        return Optional.empty();
    }

    /** Whether an event can change when cases of its person end. */
    default boolean changesTime(Object event) {
        return false;
    }

    /** What moves other cases of a person while there is one of these, and when it has ended; empty for what moves none. */
    default Optional<Condition> condition() {
        return Optional.empty();
    }

    /** The streams that entries belong to, each once. */
    static Stream<UUID> streams(Stream<Entry> entries) {
        return entries.flatMap(entry -> OwningStream.of(entry).stream())
                .distinct()
                .map(UUID::fromString);
    }
}
