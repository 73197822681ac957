package io.nachweis.benchmarks;

import java.util.Locale;

/** What a value has to reach, or must not exceed. */
record Bar(double limit, String unit, boolean isLeast) {

    /** Such as "≥ 2 ×". */
    static Bar atLeast(double limit, String unit) {
        return new Bar(limit, unit, true);
    }

    /** Such as "≤ 250 ms". */
    static Bar atMost(double limit, String unit) {
        return new Bar(limit, unit, false);
    }

    boolean holds(double value) {
        return isLeast ? value >= limit : value <= limit;
    }

    String text(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f %s" : "%.2f %s", value, unit);
    }

    @Override
    public String toString() {
        String number = limit == Math.rint(limit)
                ? String.format(Locale.ROOT, "%,.0f", limit)
                : String.format(Locale.ROOT, "%s", limit);
        return (isLeast ? "≥ " : "≤ ") + number + " " + unit;
    }
}
