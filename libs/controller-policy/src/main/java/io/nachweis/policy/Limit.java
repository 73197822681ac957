package io.nachweis.policy;

import java.time.Duration;

/** How often something may happen in any stretch of time of this length. */
public record Limit(int times, Duration within) {

    /** What happened is counted one by one. */
    public static final int MOST = 1000;

    public Limit {
        if (times < 1 || times > MOST || !within.isPositive()) {
            throw new IllegalArgumentException("A limit is from 1 to " + MOST + " times within a while");
        }
    }
}
