package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.platform.StoryTest;
import io.nachweis.platform.Trial.Said;
import io.nachweis.platform.Trial;
import org.junit.jupiter.api.Test;

@StoryTest
class RunningTheLauncherStory {

    private final Trial trial;

    RunningTheLauncherStory(Trial trial) {
        this.trial = trial;
    }

    @Test
    void tells_the_story_as_a_demo() {
        Said said = trial.launcher("demo");

        assertThat(said.text()).contains("✔", "Everything was as promised.").doesNotContain("✘");
        assertThat(said.exit()).isZero();
    }

    @Test
    void knows_that_every_part_answers() {
        Said said = trial.launcher("status");

        assertThat(said.text())
                .contains("gateway", "newsletter", "consent", "Kafka", "SMTP", "MongoDB")
                .doesNotContain("✘");
        assertThat(said.exit()).isZero();
    }

    @Test
    void says_which_port_is_taken() {
        Said said = trial.launcher("up", "--detach");

        assertThat(said.text()).contains("Port " + trial.port() + " (gateway) is in use");
        assertThat(said.exit()).isNotZero();
        assertThat(trial.launcher("status").exit())
                .as("who was there first goes on")
                .isZero();
    }

    @Test
    void does_not_know_every_word() {
        assertThat(trial.launcher("dance").exit()).isNotZero();
        assertThat(trial.launcher("up", "--sideways").text()).contains("Unknown option --sideways");
    }
}
