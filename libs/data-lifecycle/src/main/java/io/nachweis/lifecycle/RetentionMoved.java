package io.nachweis.lifecycle;

import io.nachweis.event.DataCategory;
import io.nachweis.event.EntryType;
import io.nachweis.event.SubjectId;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * The rule that a case was moved to counts for good, because what moved it ends, and nobody could say afterwards that it had.
 *
 * @param about the stream of the case
 * @param rule the category whose rule counts
 * @param happened what the time of the case runs from by that rule, each by the name that a policy has for it
 */
@EntryType("retention.moved.v1")
record RetentionMoved(
        UUID move,
        UUID about,
        String controller,
        String category,
        String caseId,

        @DataCategory(byComponent = "category", perCase = "caseId", existingKey = true)
        SubjectId subject,

        String rule,
        Map<String, Instant> happened,
        Instant movedAt) {

    RetentionMoved {
        happened = Map.copyOf(happened);
    }
}
