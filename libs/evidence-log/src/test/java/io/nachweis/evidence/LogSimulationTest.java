package io.nachweis.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The log keeps its promises whatever fails, and only because of every one of its safeguards. */
@Tag("contract")
class LogSimulationTest {

    private static final Set<Safeguard> ALL = EnumSet.allOf(Safeguard.class);
    private static final boolean FULL = "full".equals(System.getProperty("nachweis.depth"));
    private static final int RUNS = FULL ? 10_000 : 300;
    private static final int RUNS_WITHOUT_A_SAFEGUARD = 3_000;

    @Test
    void keeps_every_promise_whatever_fails() {
        Long given = Long.getLong("nachweis.seed");
        if (given != null) {
            run(given);
            return;
        }
        long first = new SplittableRandom().nextLong();
        System.out.println(RUNS + " simulated runs of the log, the first with seed " + first);
        for (int i = 0; i < RUNS; i++) {
            run(first + i);
        }
    }

    private static void run(long seed) {
        LogSimulation.run(seed, ALL).ifPresent(broken -> fail("""
                Seed %1$d: %2$s. Again:
                mvn verify -pl libs/evidence-log -am -Dsurefire.failIfNoSpecifiedTests=false \
                -Dtest=LogSimulationTest -Dnachweis.seed=%1$d""".formatted(seed, broken)));
    }

    @ParameterizedTest
    @EnumSource
    void breaks_a_promise_without(Safeguard safeguard) {
        Set<Safeguard> others = EnumSet.complementOf(EnumSet.of(safeguard));
        long first = new SplittableRandom().nextLong();
        for (int i = 0; i < RUNS_WITHOUT_A_SAFEGUARD; i++) {
            Optional<String> broken = LogSimulation.run(first + i, others);
            if (broken.isPresent()) {
                System.out.println("Without " + safeguard + ", run " + (i + 1) + ": " + broken.get());
                return;
            }
        }
        assertThat(false)
                .as("nothing broke in %d runs from seed %d on without %s", RUNS_WITHOUT_A_SAFEGUARD, first, safeguard)
                .isTrue();
    }

    @Test
    void goes_the_same_way_each_time() {
        Set<Safeguard> some = EnumSet.complementOf(EnumSet.of(Safeguard.UNIQUE_KEYS));
        for (long seed = 0; seed < 20; seed++) {
            assertThat(LogSimulation.run(seed, some)).isEqualTo(LogSimulation.run(seed, some));
        }
    }
}
