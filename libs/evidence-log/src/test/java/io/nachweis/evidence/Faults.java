package io.nachweis.evidence;

import java.util.EnumSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/** What goes wrong in one run. Each run has another selection, so that no fault hides what another would show. */
final class Faults {

    enum Fault {
        REQUEST_LOST,
        REPLY_LOST,
        ARRIVES_LATE,
        REFUSED_BY_THE_SERVER,
        PROCESS_KILLED,
        FAIL_OVER,
        OLD_PRIMARY_ANSWERS,
        POWER_LOST,
        SLOW_MAJORITY
    }

    private final RandomGenerator random;
    private final Set<Fault> selected = EnumSet.noneOf(Fault.class);
    private boolean over;

    Faults(RandomGenerator random) {
        this.random = random;
        for (Fault fault : Fault.values()) {
            if (random.nextInt(3) > 0) {
                selected.add(fault);
            }
        }
    }

    boolean strikes(Fault fault, int onceIn) {
        return selected.contains(fault) && !over && random.nextInt(onceIn) == 0;
    }

    void end() {
        over = true;
    }
}
