package io.nachweis.newsletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.Fact.PolicyPublished;
import io.nachweis.contracts.Topics;
import io.nachweis.facts.FactListener.ReceivedFact;
import io.nachweis.policy.Controllers;
import io.nachweis.starter.Sha256;
import io.nachweis.starter.SubjectIds;
import io.nachweis.testing.ModuleTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;

/** Another version of a policy that a second person has to approve, in a service that only hears of it. */
@ModuleTest
class TakingUpPoliciesTest {

    private static final String APPROVED = "\napprovals: [policy]\n";

    private RunningNewsletter newsletter;
    private Path file;

    @BeforeEach
    void start() throws IOException {
        Path folder = Files.createTempDirectory("policies");
        Path controllers = Files.createDirectories(folder.resolve("controllers"));
        file = controllers.resolve("muster.yaml");
        policyIs("1", APPROVED);
        newsletter = new RunningNewsletter(
                folder,
                starting -> starting.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource(
                                "policies", Map.of("nachweis.controllers", controllers.toString()))));
    }

    @AfterEach
    void stop() {
        newsletter.close();
    }

    /** The attack: who can edit the file takes the list of approvals out of it. */
    @Test
    void a_file_that_nobody_published_changes_nothing() throws IOException {
        policyIs("2", "");
        newsletter.restart();

        assertThat(inForce()).isEqualTo("1");
    }

    @Test
    void what_was_published_counts_from_the_first_start_after_its_time_has_come() throws IOException {
        policyIs("2", "");
        Instant inThreeDays = newsletter.clock.instant().plus(Duration.ofDays(3));
        hears(Sha256.of(Files.readString(file)), inThreeDays);
        hears(Sha256.of(Files.readString(file)), inThreeDays);

        newsletter.restart();
        assertThat(inForce()).isEqualTo("1");
        newsletter.clock.advance(Duration.ofDays(3));
        assertThat(inForce()).as("nothing changes while it runs").isEqualTo("1");
        newsletter.restart();
        assertThat(inForce()).isEqualTo("2");
    }

    @Test
    void what_was_published_of_another_file_changes_nothing() throws IOException {
        policyIs("2", APPROVED);
        hears(Sha256.of(Files.readString(file)), newsletter.clock.instant());
        policyIs("2", "");
        newsletter.restart();

        assertThat(inForce()).isEqualTo("1");
    }

    private void hears(String sha256, Instant effectiveFrom) {
        newsletter.hears(
                Topics.of("consent"),
                new ReceivedFact(
                        "1.0",
                        "/consent",
                        1,
                        newsletter.bean(SubjectIds.class).ofPolicy("muster"),
                        new PolicyPublished("muster", "2", sha256, effectiveFrom)));
    }

    private String inForce() {
        return newsletter.bean(Controllers.class).find("muster").orElseThrow().version();
    }

    private void policyIs(String version, String more) throws IOException {
        Files.writeString(
                file,
                Files.readString(Path.of("src/test/resources/controllers/muster.yaml"))
                                .replaceFirst("(?m)^version: .*$", "version: \"" + version + "\"")
                        + more);
    }
}
