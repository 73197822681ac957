package io.nachweis.lifecycle;

import io.nachweis.contracts.Fact.ErasedCategory;
import io.nachweis.contracts.Fact.KeptCategory;
import io.nachweis.evidence.Entry;
import io.nachweis.evidence.EntryTypes;
import io.nachweis.personal.KeyScope;
import io.nachweis.personal.PersonalComponents;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.DataCategoryRule;
import io.nachweis.policy.ControllerPolicy.KeepOnErasure;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The data retained when a person is erased: what the policy keeps, of that the cases that are worth keeping. */
final class RetainedData {

    private final ControllerPolicy policy;
    private final EntryTypes types;
    private final Supplier<Stream<Entry>> held;
    private final Instant orderedAt;
    private final Map<String, Map<String, Instant>> known = new HashMap<>();

    /** @param held everything about the person, read anew each time that it is asked for */
    RetainedData(
            ControllerPolicy policy,
            EntryTypes types,
            Collection<KeptCases> keptCases,
            Supplier<Stream<Entry>> held,
            Instant orderedAt) {
        this.policy = policy;
        this.types = types;
        this.held = held;
        this.orderedAt = orderedAt;
        keptCases.forEach(kept -> known.put(
                kept.category(),
                kept.among(held.get().filter(entry -> entry.categories().containsValue(kept.category())), orderedAt)));
    }

    boolean includes(KeyScope scope) {
        return since(scope.category(), scope.caseId()).isPresent();
    }

    /** Counted before anything is erased, because afterwards nobody can. */
    List<ErasedCategory> erased() {
        var counts = new TreeMap<String, Long>();
        forEach((category, since) -> {
            if (since.isEmpty()) {
                counts.merge(category, 1L, Long::sum);
            }
        });
        return counts.entrySet().stream()
                .map(each -> new ErasedCategory(each.getKey(), each.getValue()))
                .toList();
    }

    List<KeptCategory> kept() {
        var all = new TreeMap<String, Kept>();
        forEach((category, since) -> since.ifPresent(start -> all.merge(category, new Kept(1, start), Kept::and)));
        return all.entrySet().stream()
                .flatMap(each ->
                        rule(each.getKey()).stream().map(rule -> each.getValue().by(rule, policy.zone())))
                .toList();
    }

    /** @param lastStart of those whose time ends last */
    private record Kept(long entries, Instant lastStart) {

        Kept and(Kept other) {
            return new Kept(entries + other.entries, lastStart.isAfter(other.lastStart) ? lastStart : other.lastStart);
        }

        KeptCategory by(DataCategoryRule rule, ZoneId zone) {
            LocalDate until = lastStart.atZone(zone).toLocalDate().plus(rule.period());
            KeepOnErasure keep = rule.keepOnErasure();
            return new KeptCategory(rule.id(), entries, keep == null ? "" : keep.law(), until);
        }
    }

    private interface Visitor {
        void visit(String category, Optional<Instant> since);
    }

    private void forEach(Visitor visitor) {
        held.get()
                .forEach(entry -> new TreeSet<>(entry.categories().values())
                        .forEach(category -> visitor.visit(category, since(category, caseOf(entry, category)))));
    }

    /** When the time of a case began; empty where it ends with this erasure. */
    private Optional<Instant> since(String category, String caseId) {
        Map<String, Instant> cases = known.get(category);
        return rule(category)
                .flatMap(_ -> cases == null ? Optional.of(orderedAt) : Optional.ofNullable(cases.get(caseId)));
    }

    private Optional<DataCategoryRule> rule(String category) {
        return policy.category(category).filter(rule -> rule.keepOnErasure() != null);
    }

    private String caseOf(Entry entry, String category) {
        return types.classOf(entry.type())
                .map(type -> PersonalComponents.of(type).caseOf(category, entry.data()))
                .orElse(KeyScope.NO_CASE);
    }
}
