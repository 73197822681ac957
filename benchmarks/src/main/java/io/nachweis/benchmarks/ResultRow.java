package io.nachweis.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * A row of the table of results.
 *
 * @param measured the median, with its unit
 * @param beside what it is compared with and how fast that was, in the same run; empty for a bar in plain units
 * @param value what the bar is held against
 * @param bar null for a figure that is only printed
 */
record ResultRow(
        String what,
        String measured,
        String beside,
        double value,
        @Nullable Bar bar) {

    static ResultRow barred(String what, String measured, String beside, double value, Bar bar) {
        return new ResultRow(what, measured, beside, value, bar);
    }

    /** A figure without a bar. */
    static ResultRow noted(String what, String measured, String beside) {
        return new ResultRow(what, measured, beside, 0, null);
    }

    boolean holds() {
        return bar == null || bar.holds(value);
    }
}
