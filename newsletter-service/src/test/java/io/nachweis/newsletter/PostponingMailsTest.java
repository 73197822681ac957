package io.nachweis.newsletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.testing.ModuleTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;

/**
 * A company is neither flooded nor silenced. The attacker knows its people's addresses and signs them up, from as many
 * networks as they like; what the company's own people ask for then comes later, and comes.
 */
@ModuleTest
class PostponingMailsTest {

    private static RunningNewsletter newsletter;

    @BeforeAll
    static void start() throws Exception {
        Path folder = Files.createTempDirectory("postponing");
        newsletter = new RunningNewsletter(
                folder,
                starting -> starting.getEnvironment()
                        .getPropertySources()
                        .addFirst(
                                new MapPropertySource("limits", Map.of("nachweis.controllers", controllers(folder)))));
    }

    @AfterAll
    static void stop() {
        newsletter.close();
    }

    /** Those of the other tests, with the limits that a policy has where it says nothing. */
    private static String controllers(Path folder) {
        try {
            Path controllers = Files.createDirectories(folder.resolve("controllers"));
            for (String each : new String[] {"muster.yaml", "zweite.yaml"}) {
                String policy = Files.readString(Path.of("src/test/resources/controllers", each));
                Files.writeString(controllers.resolve(each), policy.replaceAll("(?m)^mails:.*$", ""));
            }
            return controllers.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void beyond_a_domain_s_limit_they_come_later_and_none_is_left_out() {
        IntStream.range(0, 12).forEach(i -> signUp("one-of-twelve-" + i + "@company.example"));
        newsletter.settle();
        assertThat(mailed()).isEqualTo(5);

        newsletter.clock.advance(Duration.ofMinutes(10));
        RunningNewsletter.await(() -> mailed() == 10);
        newsletter.clock.advance(Duration.ofMinutes(10));
        RunningNewsletter.await(() -> mailed() == 12);
    }

    /** Those have nothing to do with each other. */
    @Test
    void people_of_a_mail_provider_wait_for_nobody() {
        IntStream.range(0, 12).forEach(i -> signUp("one-of-many-" + i + "@gmx.de"));
        RunningNewsletter.await(() -> newsletter.mails("one-of-many-.*@gmx\\.de") == 12);
    }

    private static long mailed() {
        return newsletter.mails("one-of-twelve-.*@company\\.example");
    }

    private static void signUp(String email) {
        newsletter.postJson("/api/v1/muster/subscriptions", """
                {"email": "%s", "consents": ["newsletter/1/de"]}""".formatted(email));
    }
}
