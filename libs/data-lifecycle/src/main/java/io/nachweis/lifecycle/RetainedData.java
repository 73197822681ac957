package io.nachweis.lifecycle;

import io.nachweis.contracts.Fact.ErasedCategory;
import io.nachweis.contracts.Fact.KeptCategory;
import io.nachweis.event.SubjectId;
import io.nachweis.evidence.Entry;
import io.nachweis.evidence.EntryTypes;
import io.nachweis.lifecycle.HoldsInForce.Held;
import io.nachweis.lifecycle.MovesForGood.StaysAt;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The data retained when a person is erased: what the policy keeps, of that the cases that are worth keeping; what a legal
 * hold stands on; and the cases that began after the erasure was ordered, which is not about them.
 */
final class RetainedData {

    /** The establishment, exercise or defence of legal claims. */
    private static final String LAW_OF_HOLDS = "Art. 17(3)(e) GDPR";

    private final ControllerPolicy policy;
    private final EntryCases cases;
    private final Held holds;
    private final Supplier<Stream<Entry>> held;
    private final Instant orderedAt;
    private final Map<String, Map<String, Map<Trigger, Instant>>> known = new HashMap<>();
    private final Map<Condition, Collection<Map<Trigger, Instant>>> fulfilling = new EnumMap<>(Condition.class);
    private final Map<Case, Instant> beginnings = new HashMap<>();
    private final Map<Case, StaysAt> stays = new HashMap<>();

    /**
     * @param holds the legal holds that stand on it
     * @param held everything about the person, read anew each time that it is asked for
     */
    RetainedData(
            ControllerPolicy policy,
            EntryTypes types,
            Collection<KeptCases> keptCases,
            Held holds,
            Supplier<Stream<Entry>> held,
            Instant orderedAt) {
        this.policy = policy;
        this.cases = new EntryCases(types);
        this.holds = holds;
        this.held = held;
        this.orderedAt = orderedAt;
        keptCases.forEach(kept -> {
            Map<String, Map<Trigger, Instant>> cases = kept.among(
                    held.get().filter(entry -> entry.categories().containsValue(kept.category())), orderedAt);
            known.put(kept.category(), cases);
            kept.condition().ifPresent(condition -> fulfilling.put(condition, cases.values()));
        });
        held.get()
                .forEach(entry -> casesOf(entry).forEach(each -> {
                    beginnings.merge(each, entry.recordedAt(), (a, b) -> a.isBefore(b) ? a : b);
                    StaysAt.of(entry).ifPresent(at -> stays.put(each, at));
                }));
    }

    private record Case(String category, String id) {}

    boolean includes(KeyScope scope) {
        var each = new Case(scope.category(), scope.caseId());
        return keeping(each).isPresent() || isNewerThanTheOrder(each);
    }

    /** What moved them to the rule by which they stay may end now. */
    void stayAtTheirRules(MovesForGood moves, SubjectId subject, Instant now) {
        Set<Case> seen = new HashSet<>();
        held.get()
                .forEach(entry -> OwningStream.of(entry)
                        .map(stream -> new CaseOwner(policy.id(), subject, UUID.fromString(stream)))
                        .ifPresent(owner -> casesOf(entry)
                                .filter(seen::add)
                                .forEach(each -> keeping(each)
                                        .ifPresent(counting ->
                                                moves.put(owner, each.category(), each.id(), counting, now)))));
    }

    /** Kept by a legal hold, whatever the policy says of it. */
    boolean isHeld(KeyScope scope) {
        return holds.includes(scope);
    }

    private boolean isHeld(Case each) {
        return holds.includes(each.category(), each.id());
    }

    /** Nothing is known of when a case began that has no entry yet; it is older, in doubt. */
    private boolean isNewerThanTheOrder(Case each) {
        return beginnings.getOrDefault(each, orderedAt).isAfter(orderedAt);
    }

    /** Counted before anything is erased, because afterwards nobody can. */
    List<ErasedCategory> erased() {
        var counts = new TreeMap<String, Long>();
        forEach((each, keeping) -> {
            if (keeping.isEmpty() && !isHeld(each) && !isNewerThanTheOrder(each)) {
                counts.merge(each.category(), 1L, Long::sum);
            }
        });
        return counts.entrySet().stream()
                .map(each -> new ErasedCategory(each.getKey(), each.getValue()))
                .toList();
    }

    List<KeptCategory> kept() {
        var all = new TreeMap<String, Kept>();
        forEach((each, keeping) -> {
            if (isHeld(each)) {
                all.merge(each.category(), new Kept(1, null), Kept::and);
            } else {
                keeping.ifPresent(rule -> all.merge(rule.rule().id(), new Kept(1, until(rule)), Kept::and));
            }
        });
        return all.entrySet().stream()
                .map(each -> each.getValue().of(each.getKey(), policy))
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

    /** @param until of those whose time ends last; null where a legal hold stands on some, whose end nobody knows */
    private record Kept(long entries, @Nullable LocalDate until) {

        Kept and(Kept other) {
            return new Kept(entries + other.entries, later(until, other.until));
        }

        private static @Nullable LocalDate later(@Nullable LocalDate one, @Nullable LocalDate other) {
            return one == null || other == null ? null : one.isAfter(other) ? one : other;
        }

        KeptCategory of(String category, ControllerPolicy policy) {
            return new KeptCategory(category, entries, until == null ? LAW_OF_HOLDS : law(category, policy), until);
        }

        private static String law(String category, ControllerPolicy policy) {
            return policy.category(category)
                    .map(DataCategoryRule::keepOnErasure)
                    .map(KeepOnErasure::law)
                    .orElse("");
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
                .map(counting -> MovesForGood.counting(
                        policy, each.category(), counting, () -> Optional.ofNullable(stays.get(each))))
                .filter(counting -> counting.rule().keepOnErasure() != null);
    }
}
