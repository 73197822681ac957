package io.nachweis.gateway.accesslog;

import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.LegalClock;
import io.nachweis.policy.Retention;
import io.nachweis.policy.Retention.Action;
import io.nachweis.policy.Retention.Bound;
import io.nachweis.policy.Retention.Step;
import io.nachweis.policy.Retention.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The retention rule of an access log. Where it is of several controllers, whichever of their rules is earlier counts. */
public final class LogRule {

    private static final Set<Trigger> TRIGGERS = Set.of(Trigger.RECORD, Trigger.REQUEST);
    private static final Set<Action> ACTIONS = Set.of(Action.ANONYMISE, Action.DELETE);

    /** What becomes of a line, the later the stricter. */
    enum Fate {
        KEPT,
        REDUCED,
        DELETED
    }

    private record OfController(Retention retention, LegalClock clock) {

        boolean isOver(Action action, Instant requested, Instant at) {
            return retention
                    .end(action, Map.of(Trigger.RECORD, requested, Trigger.REQUEST, requested), clock)
                    .filter(end -> !end.due().until().isAfter(at))
                    .isPresent();
        }
    }

    private final List<OfController> rules;

    private LogRule(List<OfController> rules) {
        this.rules = List.copyOf(rules);
    }

    /**
     * @param id of the rule under {@code systems} or {@code categories} of each policy
     * @throws IllegalArgumentException if a policy has none, or one that cannot be carried out on lines
     */
    public static LogRule of(Collection<ControllerPolicy> policies, String id) {
        var rules = new ArrayList<OfController>();
        for (var policy : policies) {
            Retention retention = find(policy, id)
                    .orElseThrow(
                            () -> new IllegalArgumentException(
                                    "The policy of " + policy.id() + " has no rule \"" + id
                                            + "\", neither under systems nor under categories: nothing says how long this log stays"));
            if (!canBeCarriedOut(retention.steps())) {
                throw new IllegalArgumentException("The rule \"" + id + "\" of " + policy.id()
                        + " cannot be carried out on a log: its steps must be ceilings after record or request that"
                        + " anonymise or delete, and one must delete");
            }
            rules.add(new OfController(retention, LegalClock.of(policy)));
        }
        return new LogRule(rules);
    }

    private static Optional<Retention> find(ControllerPolicy policy, String id) {
        var system = policy.systems().get(id);
        return system == null
                ? policy.category(id).map(ControllerPolicy.DataCategoryRule::retention)
                : Optional.of(system.retention());
    }

    private static boolean canBeCarriedOut(List<Step> steps) {
        return steps.stream().anyMatch(step -> step.action() == Action.DELETE)
                && steps.stream()
                        .allMatch(step -> TRIGGERS.contains(step.after())
                                && ACTIONS.contains(step.action())
                                && step.bound() == Bound.CEILING);
    }

    /** @param requested when the request of the line was made */
    Fate fate(Instant requested, Instant at) {
        if (rules.stream().anyMatch(rule -> rule.isOver(Action.DELETE, requested, at))) {
            return Fate.DELETED;
        }
        return rules.stream().anyMatch(rule -> rule.isOver(Action.ANONYMISE, requested, at)) ? Fate.REDUCED : Fate.KEPT;
    }
}
