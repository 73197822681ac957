package io.nachweis.lifecycle.rules;

import io.nachweis.event.EntryType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * From here on what the service stores for a controller ends by these rules. About nobody.
 *
 * @param rules the stream of what was adopted for the controller
 * @param adoptedBy the role that looked at what they change; null for the first ones, by which nothing was stored before
 * @param approval by which a second person approved it; null where the policy asks for none
 */
@EntryType("retention.rules-adopted.v1")
record RetentionRulesAdopted(
        UUID rules,
        String controller,
        List<AdoptedRule> adopted,
        @Nullable String adoptedBy,
        Instant adoptedAt,
        @Nullable UUID approval) {

    RetentionRulesAdopted {
        adopted = List.copyOf(adopted);
    }

    /** @param steps of its retention, and its moves, as a policy file says them */
    record AdoptedRule(String category, List<String> steps) {

        AdoptedRule {
            steps = List.copyOf(steps);
        }
    }
}
