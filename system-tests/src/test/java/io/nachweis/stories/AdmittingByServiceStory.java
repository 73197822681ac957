package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.SigningKey;
import io.nachweis.platform.Await;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryTest;
import io.nachweis.testing.TestSecrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every call that services make of each other in their own names, by each of them. By somebody who has taken one service
 * over, and so has its key, sees what it is asked, and reaches the ports of the others.
 */
@StoryTest
class AdmittingByServiceStory {

    private static final List<String> SERVICES = List.of("consent", "lead", "newsletter", "rights");

    /** A pseudonym. */
    private static final String NOBODY = "1." + "A".repeat(43);

    /** Who may ask whom for what, written down once more than where it is enforced. */
    private static final Set<String> ALLOWED = Set.of(
            "newsletter asks consent GET /internal/facts?after=0",
            "rights asks consent GET /internal/idm/subjects/" + NOBODY + "/personal-data",
            "rights asks consent POST /internal/idm/subjects/" + NOBODY + "/withdrawals",
            "rights asks consent POST /internal/idm/subjects/" + NOBODY + "/withdrawals/disowned",
            "rights asks lead GET /internal/idm/subjects/" + NOBODY + "/personal-data",
            "consent asks newsletter GET /internal/facts?after=0",
            "consent asks newsletter GET /internal/facts/of/" + NOBODY,
            "lead asks newsletter POST /internal/idm/sign-ups",
            "rights asks newsletter GET /internal/idm/subjects/" + NOBODY + "/personal-data");

    private static final List<String> CALLS =
            ALLOWED.stream().map(allowed -> allowed.split(" ", 4)[3]).distinct().toList();

    private final PlatformUnderTest platform;
    private final HttpClient http = HttpClient.newHttpClient();

    AdmittingByServiceStory(PlatformUnderTest platform) {
        this.platform = platform;
    }

    static Stream<String> calls() {
        return CALLS.stream();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void is_answered_to_who_may_make_it_and_to_nobody_else(String call) {
        for (String asked : SERVICES) {
            for (String caller : SERVICES) {
                String who = caller + " asks " + asked + " " + call;
                int status = ask(key(caller), asked, asked, call);
                if (ALLOWED.contains(who)) {
                    assertThat(status).as(who).isIn(200, 400);
                } else {
                    assertThat(status).as(who).isEqualTo(403);
                }
            }
        }
    }

    @Test
    void what_a_service_is_asked_it_cannot_ask_on() {
        String held = "GET /internal/idm/subjects/" + NOBODY + "/personal-data";

        assertThat(ask(key("rights"), "lead", "lead", held)).isEqualTo(200);
        assertThat(ask(key("rights"), "lead", "newsletter", held)).isEqualTo(403);
    }

    /** By who has the key of lead-service of before. */
    @Test
    void a_key_that_was_replaced_counts_until_the_next_is_in_use() {
        String signUp = "POST /internal/idm/sign-ups";
        SigningKey first = key("lead");
        rotateKeysOfLead();
        SigningKey second = key("lead");
        Await.until("the new key is known", () -> ask(second, "newsletter", "newsletter", signUp) == 400);
        assertThat(ask(first, "newsletter", "newsletter", signUp)).isEqualTo(400);

        platform.whileAway("lead", () -> {});
        rotateKeysOfLead();

        Await.until("the first key is forgotten", () -> ask(first, "newsletter", "newsletter", signUp) == 403);
        assertThat(ask(second, "newsletter", "newsletter", signUp)).isEqualTo(400);
        assertThat(ask(key("lead"), "newsletter", "newsletter", signUp)).isEqualTo(400);
    }

    private void rotateKeysOfLead() {
        assertThat(platform.launcher().run("keys", "rotate", "lead").exit()).isZero();
    }

    private SigningKey key(String service) {
        try {
            String seed = Files.readString(platform.folder().secrets().resolve(service + "-calls.key"));
            return SigningKey.of("/" + service, Base64.getDecoder().decode(seed.strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param meant the service that the caller named when it signed */
    private int ask(SigningKey caller, String meant, String asked, String call) {
        String[] methodAndPath = call.split(" ", 2);
        String body = methodAndPath[0].equals("GET") ? "" : "{}";
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(platform.addresses().service(asked) + methodAndPath[1]))
                .header("Content-Type", "application/json")
                .method(methodAndPath[0], BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(
                            TestSecrets.byService(caller, meant, request, body, Instant.now()),
                            BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
