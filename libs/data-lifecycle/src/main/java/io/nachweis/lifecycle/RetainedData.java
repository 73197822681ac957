package io.nachweis.lifecycle;

import io.nachweis.contracts.Fact.ErasedCategory;
import io.nachweis.contracts.Fact.KeptCategory;
import io.nachweis.evidence.Entry;
import io.nachweis.evidence.EntryTypes;
import io.nachweis.personal.KeyScope;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.Condition;
import io.nachweis.policy.ControllerPolicy.DataCategoryRule;
import io.nachweis.policy.ControllerPolicy.KeepOnErasure;
import io.nachweis.policy.LegalClock;
import io.nachweis.policy.Retention.Trigger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The data retained when a person is erased: what the policy keeps, of that the cases that are worth keeping; and the cases
 * that began after the erasure was ordered, which is not about them.
 */
final class RetainedData {

    private final ControllerPolicy policy;
    private final EntryCases cases;
    private final Supplier<Stream<Entry>> held;
    private final Instant orderedAt;
    private final Map<String, Map<String, Map<Trigger, Instant>>> known = new HashMap<>();
    private final Map<Condition, Collection<Map<Trigger, Instant>>> fulfilling = new EnumMap<>(Condition.class);
    private final Map<Case, Instant> beginnings = new HashMap<>();

    /** @param held everything about the person, read anew each time that it is asked for */
    RetainedData(
            ControllerPolicy policy,
            EntryTypes types,
            Collection<KeptCases> keptCases,
            Supplier<Stream<Entry>> held,
            Instant orderedAt) {
        this.policy = policy;
        this.cases = new EntryCases(types);
        this.held = held;
        this.orderedAt = orderedAt;
        keptCases.forEach(kept -> {
            Map<String, Map<Trigger, Instant>> cases = kept.among(
                    held.get().filter(entry -> entry.categories().containsValue(kept.category())), orderedAt);
            known.put(kept.category(), cases);
            kept.condition().ifPresent(condition -> fulfilling.put(condition, cases.values()));
        });
        held.get()
                .forEach(entry -> casesOf(entry)
                        .forEach(each -> beginnings.merge(each, entry.recordedAt(), (a, b) -> a.isBefore(b) ? a : b)));
    }

    private record Case(String category, String id) {}

    boolean includes(KeyScope scope) {
        var each = new Case(scope.category(), scope.caseId());
        return keeping(each).isPresent() || isNewerThanTheOrder(each);
    }

    /** Nothing is known of when a case began that has no entry yet; it is older, in doubt. */
    private boolean isNewerThanTheOrder(Case each) {
        return beginnings.getOrDefault(each, orderedAt).isAfter(orderedAt);
    }

    /** Counted before anything is erased, because afterwards nobody can. */
    List<ErasedCategory> erased() {
        var counts = new TreeMap<String, Long>();
        forEach((each, keeping) -> {
            if (keeping.isEmpty() && !isNewerThanTheOrder(each)) {
                counts.merge(each.category(), 1L, Long::sum);
            }
        });
        return counts.entrySet().stream()
                .map(each -> new ErasedCategory(each.getKey(), each.getValue()))
                .toList();
    }

    List<KeptCategory> kept() {
        var all = new TreeMap<String, Kept>();
        forEach((each, keeping) ->
                keeping.ifPresent(rule -> all.merge(rule.rule().id(), new Kept(1, until(rule)), Kept::and)));
        return all.entrySet().stream()
                .flatMap(each -> policy.category(each.getKey()).stream().map(each.getValue()::by))
                .toList();
    }

    /** By the rule that ends it; what has not started its time yet ends with the order. */
    private LocalDate until(CountingRule rule) {
        var clock = LegalClock.of(policy);
        return rule.end(clock)
                .or(() -> rule.rule().end(withTheOrder(), clock))
                .map(end -> end.due().on())
                .orElseThrow();
    }

    private Map<Trigger, Instant> withTheOrder() {
        return Arrays.stream(Trigger.values()).collect(Collectors.toMap(Function.identity(), _ -> orderedAt));
    }

    /** @param until of those whose time ends last */
    private record Kept(long entries, LocalDate until) {

        Kept and(Kept other) {
            return new Kept(entries + other.entries, until.isAfter(other.until) ? until : other.until);
        }

        KeptCategory by(DataCategoryRule rule) {
            KeepOnErasure keep = rule.keepOnErasure();
            return new KeptCategory(rule.id(), entries, keep == null ? "" : keep.law(), until);
        }
    }

    private interface Visitor {
        void visit(Case each, Optional<CountingRule> keeping);
    }

    private void forEach(Visitor visitor) {
        held.get().forEach(entry -> casesOf(entry).forEach(each -> visitor.visit(each, keeping(each))));
    }

    private Stream<Case> casesOf(Entry entry) {
        return entry.categories().values().stream()
                .distinct()
                .map(category -> new Case(category, cases.of(entry, category)));
    }

    /** The rule that keeps a case; empty where it ends with this erasure. */
    private Optional<CountingRule> keeping(Case each) {
        Map<String, Map<Trigger, Instant>> cases = known.get(each.category());
        return (cases == null ? Optional.of(Map.<Trigger, Instant>of()) : Optional.ofNullable(cases.get(each.id())))
                .flatMap(happened -> CountingRule.of(policy, each.category(), happened, fulfilling))
                .filter(counting -> counting.rule().keepOnErasure() != null);
    }
}
