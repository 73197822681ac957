package io.nachweis.forms.admission;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Imitates response times against timing attacks: where nothing is done it takes as long as doing it took lately, a
 * time drawn from those. However busy the machine is, both then take about the same.
 */
final class ResponseTimeImitation {

    private static final int LATELY = 64;
    private static final long AT_FIRST = 5_000_000;

    private final AtomicLongArray times = new AtomicLongArray(LATELY);
    private final AtomicInteger next = new AtomicInteger();

    ResponseTimeImitation() {
        for (int i = 0; i < LATELY; i++) {
            times.set(i, AT_FIRST);
        }
    }

    /** Everything was done between these two. */
    void took(long start, long end) {
        times.set(Math.floorMod(next.getAndIncrement(), LATELY), end - start);
    }

    /** Nothing was done since then; the answer waits until something could have been. */
    void imitate(long start) {
        ResponseTimePadding.notBefore(
                start + times.get(ThreadLocalRandom.current().nextInt(LATELY)));
    }
}
