package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.embeddedmongo.EmbeddedMongo;
import io.nachweis.platform.Await;
import io.nachweis.platform.LauncherScript;
import io.nachweis.platform.OwnProcesses;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each service is a jar that needs nothing but addresses; it takes sign-ups while Kafka and the mail server are away. */
@StoryTest
class StartingAloneStory {

    private static final String NOBODY_LISTENS = "localhost:1";

    @TempDir
    Path folder;

    private final PlatformUnderTest platform;

    StartingAloneStory(PlatformUnderTest platform) {
        this.platform = platform;
    }

    @Test
    void with_a_database_as_its_only_company() throws IOException {
        int newsletter = OwnProcesses.freePort();
        int consent = OwnProcesses.freePort();
        int lead = OwnProcesses.freePort();
        int rights = OwnProcesses.freePort();
        int gateway = OwnProcesses.freePort();
        try (EmbeddedMongo mongo = EmbeddedMongo.start(folder);
                OwnProcesses processes = new OwnProcesses(LauncherScript.HOME, folder)) {
            Map<String, String> addresses = Map.ofEntries(
                    Map.entry("MONGODB_URI", mongo.openTcp(0)),
                    Map.entry("KAFKA_BOOTSTRAP_SERVERS", NOBODY_LISTENS),
                    Map.entry("SMTP_URL", "smtp://" + NOBODY_LISTENS),
                    Map.entry("OIDC_ISSUER_URI", platform.issuerUri()),
                    Map.entry("PUBLIC_URL", "http://localhost:" + gateway),
                    Map.entry("NACHWEIS_SECRETS", platform.folder().secrets().toString()),
                    Map.entry(
                            "NACHWEIS_CONTROLLERS",
                            LauncherScript.HOME.resolve("deploy/controllers").toString()),
                    Map.entry(
                            "NACHWEIS_OUTSIDE",
                            Files.createDirectory(folder.resolve("outside")).toString()),
                    Map.entry("NEWSLETTER_URL", "http://localhost:" + newsletter),
                    Map.entry("CONSENT_URL", "http://localhost:" + consent),
                    Map.entry("LEAD_URL", "http://localhost:" + lead),
                    Map.entry("RIGHTS_URL", "http://localhost:" + rights));
            processes.start("newsletter-service", newsletter, addresses);
            processes.startImage("consent-service", consent, addresses);
            processes.start("lead-service", lead, addresses);
            processes.start("rights-service", rights, addresses);
            processes.start("gateway", gateway, addresses);

            Await.until(
                    "all of it is ready", () -> OwnProcesses.isReady("http://localhost:" + gateway + "/health/ready"));
            StoryHttpClient.Answer accepted = StoryHttpClient.postJson(
                    "http://localhost:" + gateway + "/api/v1/idm/subscriptions",
                    Map.of("email", "alone@example.org", "consents", List.of("newsletter/1/en")));
            assertThat(accepted.status()).isEqualTo(202);
        }
    }
}
