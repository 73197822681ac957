package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nachweis.platform.EnabledOnShape;
import io.nachweis.platform.LauncherScript;
import io.nachweis.platform.LauncherScript.Said;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.Shape;
import io.nachweis.platform.StoryTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
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

    /** With a clock of its own, which it takes years ahead. */
    @Test
    void tells_of_a_life_in_which_whatever_is_stored_goes_on_its_day() throws IOException {
        try (var own = PlatformUnderTest.create(_ -> Map.of())) {
            own.start();
            Said said = own.launcher().run("demo", "retention");

            assertThat(said.text())
                    .contains("Enquiries and answers", "Data of document downloads", "Contacts of customers")
                    .contains(
                            "Records of consent",
                            "Requests about your rights",
                            "no file of the database has it any more")
                    .contains("Everything was as promised.")
                    .doesNotContain("✘");
            assertThat(said.exit()).isZero();
        }
    }

    @Test
    @EnabledOnShape(value = Shape.TRIAL, because = "it is the launcher that rehearses, whatever else is apart from it")
    void starts_with_what_was_learnt_in_a_rehearsal() throws IOException {
        Path mapped = Path.of("/proc", Long.toString(platform.pid("gateway")), "maps");
        assumeTrue(Files.exists(mapped), "No /proc here, so nobody sees what a process has mapped");

        assertThat(mapped).content().contains("/local-platform/target/platform-");
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
        said = platform.launcher().run("policy", "notice", idm.toString(), "--locale", "de");
        assertThat(said.text()).contains("<html lang=\"de\"", "Gelöscht 24 Monate nach dem Abruf");
        assertThat(said.exit()).isZero();
        said = platform.launcher().run("policy", "check", broken.toString());
        assertThat(said.text())
                .containsPattern("broken\\.yaml:\\d+:\\d+: categories\\.whitepaper-leads\\.\\S+: must be a period");
        assertThat(said.exit()).isEqualTo(1);
    }

    @Test
    void keeps_the_logs_of_a_web_server_as_the_policy_says(@TempDir Path folder) throws IOException {
        ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
        Path log = folder.resolve("access.log.1");
        Files.writeString(log, logged(now.minusDays(31)) + logged(now.minusDays(8)) + logged(now.minusDays(6)));

        Said said = platform.launcher().run("logs", "keep", folder.toString());

        assertThat(said.text()).contains("1 lines reduced, 1 deleted").doesNotContain("203.0.113");
        assertThat(said.exit()).isZero();
        assertThat(log)
                .content()
                .contains("203.0.113.0 - - [", "203.0.113.77 - somebody [", "\"Firefox/128\"")
                .hasLineCount(2);
        said = platform.launcher().run("logs", "keep", folder.toString(), "--rule", "contract-books");
        assertThat(said.text()).contains("cannot be carried out on a log");
        assertThat(said.exit()).isEqualTo(1);
    }

    @Test
    void verifies_evidence_for_whoever_has_a_key() {
        Path files = LauncherScript.HOME.resolve("libs/evidence-verifier/src/test/resources");
        String keys = files.resolve("keys.txt").toString();

        Said said = platform.launcher()
                .run("verify", files.resolve("good.json").toString(), "--key", keys, "--locale", "de");
        assertThat(said.text()).contains("stimmig, nicht verankert").doesNotContain("✘");
        assertThat(said.exit()).isZero();
        said = platform.launcher()
                .run("verify", files.resolve("bad/proof-too-short.json").toString(), "--key", keys);
        assertThat(said.text()).contains("[proof-too-short]");
        assertThat(said.exit()).isEqualTo(1);
        said = platform.launcher()
                .run("verify", files.resolve("bad/zip-archive.json").toString());
        assertThat(said.exit()).isEqualTo(2);
    }

    private static String logged(ZonedDateTime at) {
        return "203.0.113.77 - somebody ["
                + DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH)
                        .format(at)
                + "] \"GET / HTTP/1.1\" 200 5 \"-\" \"Mozilla/5.0 (X11; Linux) Firefox/128.0\"\n";
    }

    @Test
    void does_not_know_every_word() {
        assertThat(platform.launcher().run("dance").exit()).isNotZero();
        assertThat(platform.launcher().run("up", "--sideways").text()).contains("Unknown option --sideways");
    }
}
