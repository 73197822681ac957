package io.nachweis.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialClockTest {

    private Path file;

    @BeforeEach
    void in_a_folder(@TempDir Path folder) {
        file = folder.resolve("clock");
    }

    @Test
    void tells_real_time_until_it_is_moved() {
        assertThat(TrialClock.at(file).instant()).isCloseTo(Instant.now(), within(5, ChronoUnit.SECONDS));
    }

    @Test
    void stays_ahead_over_a_restart() {
        TrialClock.at(file).forward(Duration.ofDays(8));
        TrialClock.at(file).forward(Duration.ofDays(1));

        assertThat(TrialClock.at(file).ahead()).isEqualTo(Duration.ofDays(9));
    }

    @Test
    void is_moved_for_everybody_who_has_it() {
        TrialClock another = TrialClock.at(file);

        TrialClock.at(file).forward(Duration.ofDays(8));

        assertThat(another.ahead()).isEqualTo(Duration.ofDays(8));
    }

    @Test
    void never_goes_back_and_not_beyond_a_century() {
        TrialClock clock = TrialClock.at(file);

        assertThatIllegalArgumentException().isThrownBy(() -> clock.forward(Duration.ofDays(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> clock.forward(Duration.ofDays(36_526)));
        assertThat(clock.ahead()).isZero();
    }
}
