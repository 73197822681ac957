package io.nachweis.lifecycle;

import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.Condition;
import io.nachweis.policy.ControllerPolicy.DataCategoryRule;
import io.nachweis.policy.LegalClock;
import io.nachweis.policy.Retention.End;
import io.nachweis.policy.Retention.Trigger;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The retention rule that counts for a case: its category's, or the one that it is moved to.
 *
 * @param happened what has started the time of the case, or of what moved it
 */
record CountingRule(DataCategoryRule rule, Map<Trigger, Instant> happened) {

    /** @param fulfilling for each condition, the cases of the same person that fulfil it, as {@code happened} has them */
    static Optional<CountingRule> of(
            ControllerPolicy policy,
            String category,
            Map<Trigger, Instant> happened,
            Map<Condition, ? extends Collection<Map<Trigger, Instant>>> fulfilling) {
        Map<Condition, Optional<Instant>> holding = new EnumMap<>(Condition.class);
        fulfilling.forEach((condition, cases) ->
                lastEnd(condition, cases, happened).ifPresent(end -> holding.put(condition, end)));
        return policy.rule(category, holding.keySet())
                .map(rule ->
                        new CountingRule(rule, rule.id().equals(category) ? happened : withEnds(happened, holding)));
    }

    /** When the last of them ended; nothing inside where one goes on, nothing at all where none counts for the case. */
    private static Optional<Optional<Instant>> lastEnd(
            Condition condition, Collection<Map<Trigger, Instant>> cases, Map<Trigger, Instant> happened) {
        return cases.stream()
                .filter(each -> !each.containsKey(Trigger.REVOCATION))
                .map(each -> Optional.ofNullable(each.get(condition.end())))
                .filter(end -> end.isEmpty() || !isBefore(end.get(), happened))
                .max(Comparator.comparing(end -> end.orElse(Instant.MAX)));
    }

    /** What ended before the case began has nothing to do with it. */
    private static boolean isBefore(Instant end, Map<Trigger, Instant> happened) {
        return !happened.isEmpty() && happened.values().stream().allMatch(end::isBefore);
    }

    private static Map<Trigger, Instant> withEnds(
            Map<Trigger, Instant> happened, Map<Condition, Optional<Instant>> holding) {
        Map<Trigger, Instant> all = new EnumMap<>(Trigger.class);
        all.putAll(happened);
        holding.forEach((condition, end) -> end.ifPresent(at -> all.put(condition.end(), at)));
        return all;
    }

    boolean isMoved(String category) {
        return !rule.id().equals(category);
    }

    /** Empty as long as no time runs. */
    Optional<End> end(LegalClock clock) {
        return rule.end(happened, clock);
    }
}
