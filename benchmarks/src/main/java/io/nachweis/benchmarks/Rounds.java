package io.nachweis.benchmarks;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Contestants measured in turn, round after round, so that whatever else the machine does meets all of them. The first
 * round warms up and does not count; who does what others have warmed up already is left out of it.
 */
final class Rounds {

    interface Contestant {
        double measure() throws Exception;
    }

    private final Map<String, Contestant> contestants = new LinkedHashMap<>();
    private final Set<String> warm = new HashSet<>();
    private final Map<String, List<Double>> figures = new LinkedHashMap<>();

    Rounds with(String name, Contestant contestant) {
        contestants.put(name, contestant);
        figures.put(name, new ArrayList<>());
        return this;
    }

    Rounds withWarm(String name, Contestant contestant) {
        warm.add(name);
        return with(name, contestant);
    }

    Rounds run(int rounds) throws Exception {
        for (int round = 0; round <= rounds; round++) {
            for (Map.Entry<String, Contestant> one : contestants.entrySet()) {
                if (round > 0) {
                    of(one.getKey()).add(one.getValue().measure());
                } else if (!warm.contains(one.getKey())) {
                    one.getValue().measure();
                }
            }
        }
        return this;
    }

    double median(String name) {
        return median(of(name));
    }

    /** The median over the rounds of how many times the other's figure the one's is. */
    double ratio(String one, String other) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < of(one).size(); round++) {
            ratios.add(of(one).get(round) / of(other).get(round));
        }
        return median(ratios);
    }

    private List<Double> of(String name) {
        List<Double> of = figures.get(name);
        if (of == null) {
            throw new IllegalArgumentException("No contestant " + name);
        }
        return of;
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
