package io.nachweis.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * A line of the table.
 *
 * @param measured the median, with its unit
 * @param beside what it is compared with and how fast that was, in the same run; empty for a bar in plain units
 * @param value what the bar is held against
 * @param bar null for a figure that is only printed
 */
record Row(
        String what,
        String measured,
        String beside,
        double value,
        @Nullable Bar bar) {

    static Row barred(String what, String measured, String beside, double value, Bar bar) {
        return new Row(what, measured, beside, value, bar);
    }

    /** A figure without a bar. */
    static Row noted(String what, String measured, String beside) {
        return new Row(what, measured, beside, 0, null);
    }

    boolean holds() {
        return bar == null || bar.holds(value);
    }
}
