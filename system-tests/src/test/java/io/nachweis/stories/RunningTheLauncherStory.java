package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.platform.LauncherScript;
import io.nachweis.platform.LauncherScript.Said;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void checks_and_compares_policies(@TempDir Path folder) throws IOException {
        Path idm = LauncherScript.HOME.resolve("deploy/controllers/idm.yaml");
        Path changed = folder.resolve("changed.yaml");
        Files.writeString(changed, Files.readString(idm).replace("period: P24M", "period: P12M"));
        Path broken = folder.resolve("broken.yaml");
        Files.writeString(broken, Files.readString(idm).replace("period: P24M", "period: two years"));

        assertThat(platform.launcher().run("policy", "check", idm.toString()).exit())
                .isZero();
        Said said = platform.launcher().run("policy", "diff", idm.toString(), changed.toString());
        assertThat(said.text()).contains("What is stored, and how long", "whitepaper-leads", "shorter than before");
        assertThat(said.exit()).isZero();
        said = platform.launcher().run("policy", "check", broken.toString());
        assertThat(said.text())
                .containsPattern("broken\\.yaml:\\d+:\\d+: categories\\.whitepaper-leads\\.\\S+: must be a period");
        assertThat(said.exit()).isEqualTo(1);
    }

    @Test
    void does_not_know_every_word() {
        assertThat(platform.launcher().run("dance").exit()).isNotZero();
        assertThat(platform.launcher().run("up", "--sideways").text()).contains("Unknown option --sideways");
    }
}
