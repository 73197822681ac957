package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.platform.LauncherScript.Said;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryTest;
import org.junit.jupiter.api.Test;

@StoryTest
class RunningTheLauncherStory {

    private final PlatformUnderTest platform;

    RunningTheLauncherStory(PlatformUnderTest platform) {
        this.platform = platform;
    }

    @Test
    void tells_the_story_as_a_demo() {
        Said said = platform.launcher().run("demo");

        assertThat(said.text()).contains("✔", "Everything was as promised.").doesNotContain("✘");
        assertThat(said.exit()).isZero();
    }

    @Test
    void knows_that_every_part_answers() {
        Said said = platform.launcher().run("status");

        assertThat(said.text())
                .contains("gateway", "newsletter", "consent", "Kafka", "SMTP", "MongoDB")
                .doesNotContain("✘");
        assertThat(said.exit()).isZero();
    }

    @Test
    void says_which_port_is_taken() {
        Said said = platform.launcher().run("up", "--detach");

        assertThat(said.text()).contains("Port " + platform.addresses().port() + " (gateway) is in use");
        assertThat(said.exit()).isNotZero();
        assertThat(platform.launcher().run("status").exit())
                .as("who was there first goes on")
                .isZero();
    }

    @Test
    void does_not_know_every_word() {
        assertThat(platform.launcher().run("dance").exit()).isNotZero();
        assertThat(platform.launcher().run("up", "--sideways").text()).contains("Unknown option --sideways");
    }
}
