package io.nachweis.faults;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * A timing attack: the best of a set of thresholds, learnt on pairs of answers of which it is known which one is about a
 * known address, and tried on others. The set: of the time of the answer, of the answer right behind it, and of their sum,
 * above or below each tenth of what was seen; the slower or the faster of two; and each status that was seen.
 */
record TimingAttack(String name, Rule rule) {

    private static final int STEPS = 20;

    /** What somebody sees of an answer, and how long the one right behind it took. */
    record Seen(int status, long nanos, long nanosBehind) {}

    /** @param unknown of an address that was invented */
    record Pair(Seen known, Seen unknown) {}

    /** How much of a pair it tells right: nothing, one half or all of it. */
    private interface Rule {
        double right(Pair pair);
    }

    private record Measure(String name, ToLongFunction<Seen> of) {}

    static TimingAttack learn(List<Pair> pairs) {
        return rules(pairs).stream()
                .max(Comparator.comparingDouble(attack -> attack.shareOfRight(pairs)))
                .orElseThrow();
    }

    double shareOfRight(List<Pair> pairs) {
        return pairs.stream().mapToDouble(rule::right).average().orElseThrow();
    }

    private static List<TimingAttack> rules(List<Pair> pairs) {
        List<TimingAttack> rules = new ArrayList<>();
        List<Seen> all = pairs.stream()
                .flatMap(pair -> List.of(pair.known(), pair.unknown()).stream())
                .toList();
        for (Measure measure : List.of(
                new Measure("time", Seen::nanos),
                new Measure("time behind", Seen::nanosBehind),
                new Measure("both times", seen -> seen.nanos() + seen.nanosBehind()))) {
            long[] sorted = all.stream().mapToLong(measure.of()).sorted().toArray();
            for (int step = 1; step < STEPS; step++) {
                long threshold = sorted[sorted.length * step / STEPS];
                String name = String.format(Locale.ROOT, "%s over %.2f ms", measure.name(), threshold / 1e6);
                eitherWay(rules, name, each(seen -> measure.of().applyAsLong(seen) > threshold));
            }
            eitherWay(rules, "the slower " + measure.name(), pair -> {
                int order = Long.compare(
                        measure.of().applyAsLong(pair.known()), measure.of().applyAsLong(pair.unknown()));
                return (1 + Integer.signum(order)) / 2.0;
            });
        }
        all.stream()
                .map(Seen::status)
                .distinct()
                .forEach(status -> eitherWay(rules, "status " + status, each(seen -> seen.status() == status)));
        return rules;
    }

    private static void eitherWay(List<TimingAttack> rules, String name, Rule known) {
        rules.add(new TimingAttack(name + " is known", known));
        rules.add(new TimingAttack(name + " is unknown", pair -> 1 - known.right(pair)));
    }

    private static Rule each(Predicate<Seen> isKnown) {
        return pair -> ((isKnown.test(pair.known()) ? 1 : 0) + (isKnown.test(pair.unknown()) ? 0 : 1)) / 2.0;
    }
}
