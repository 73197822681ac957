package io.nachweis.lifecycle;

import io.nachweis.policy.ControllerPolicy;
import java.time.Instant;
import java.time.Period;

/** Counts a controller's periods in the controller's zone, where a day may have 23 hours. */
public final class Periods {

    private Periods() {}

    public static Instant after(Instant start, Period period, ControllerPolicy policy) {
        return start.atZone(policy.zone()).plus(period).toInstant();
    }
}
