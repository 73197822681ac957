package io.nachweis.lifecycle;

import static java.util.function.Predicate.not;

import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.DataCategoryRule;
import io.nachweis.policy.Explanation;
import io.nachweis.policy.Retention.Action;
import io.nachweis.policy.Retention.Step;
import io.nachweis.policy.Retention.Trigger;
import io.nachweis.starter.PolicyRequirement;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What can start the time of a category's cases: a rule that waits for something else would never delete anything. A bean
 * for each category that a service keeps.
 *
 * @param needed each is the only one that happens to some cases, which nothing would end without it
 * @param known the others
 */
public record RetentionTriggers(String category, Set<Trigger> needed, Set<Trigger> known) implements PolicyRequirement {

    public static RetentionTriggers of(String category, Trigger... needed) {
        return new RetentionTriggers(category, Set.of(needed), Set.of());
    }

    @Override
    public Stream<String> unmet(ControllerPolicy policy) {
        return policy.category(category).stream().flatMap(this::unmet);
    }

    private Stream<String> unmet(DataCategoryRule rule) {
        List<Step> steps = rule.retention().steps();
        return Stream.concat(
                        IntStream.range(0, steps.size()).boxed().flatMap(i -> unmet(steps.get(i), i)),
                        needed.stream()
                                .filter(trigger ->
                                        steps.stream().map(Step::after).noneMatch(trigger::equals))
                                .map(trigger -> ": must have a step after " + Explanation.key(trigger)
                                        + ", because nothing else happens to some of it"))
                .map(fault -> "categories." + category + ".retention" + fault);
    }

    private Stream<String> unmet(Step step, int i) {
        return Stream.concat(
                Stream.of(step.after())
                        .filter(not(needed::contains))
                        .filter(not(known::contains))
                        .map(trigger -> "[%d].after: %s never happens to it; there are %s"
                                .formatted(i, Explanation.key(trigger), names())),
                Stream.of(step.action())
                        .filter(action -> action != Action.DELETE)
                        .map(_ -> "[%d].action: is carried out by nobody here; there is delete".formatted(i)));
    }

    private String names() {
        return Stream.concat(needed.stream(), known.stream())
                .sorted(Comparator.naturalOrder())
                .map(Explanation::key)
                .collect(Collectors.joining(", "));
    }
}
