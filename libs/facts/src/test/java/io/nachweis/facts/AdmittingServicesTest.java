package io.nachweis.facts;

import static io.nachweis.facts.sample.SharedFactsSample.ISSUER;
import static io.nachweis.facts.sample.SharedFactsSample.SAMPLE;
import static io.nachweis.starter.sample.RunningSample.assertProblem;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.SigningKey;
import io.nachweis.starter.NachweisSettings;
import io.nachweis.starter.sample.RunningSample;
import io.nachweis.testing.ModuleTest;
import io.nachweis.testing.TestSecrets;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * By whoever reaches the service's port, and holds the key of one of its siblings, or has seen what another sent within
 * the last minute, to this service or to another.
 */
@ModuleTest
class AdmittingServicesTest {

    private static final String PATH = "/internal/facts?after=3";
    private static final SigningKey CONSENT = TestSecrets.callKey("consent");

    @Test
    void admits_a_service_to_what_it_may_ask() {
        assertThat(SAMPLE.sendAs("consent", SAMPLE.request(PATH)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lead", "newsletter", "rights", "sample"})
    void a_service_cannot_ask_what_only_another_may(String service) {
        assertProblem(SAMPLE.sendAs(service, SAMPLE.request(PATH)), 403, "forbidden");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal",
                "/internal/",
                "/internal/facts/",
                "/internal/facts/of",
                "/internal/facts/of/x/y",
                "/internal/idm/facts",
                "/internal/idm/sign-ups",
                "/internal/idm/subjects/x/personal-data",
                "/internal/idm/subjects/x/withdrawals"
            })
    void what_nobody_thought_of_is_closed_to_services_and_to_people(String path) {
        var desk = SAMPLE.request(path).header("Authorization", "Bearer " + ISSUER.token("privacy-desk"));

        assertProblem(SAMPLE.sendAs("consent", SAMPLE.request(path)), 403, "forbidden");
        assertProblem(SAMPLE.send(desk), 403, "forbidden");
        assertProblem(SAMPLE.send(SAMPLE.request(path)), 403, "forbidden");
    }

    @Test
    void a_service_may_ask_by_the_method_that_it_needs_and_no_other() {
        var post = SAMPLE.request("/internal/facts").POST(HttpRequest.BodyPublishers.noBody());

        assertProblem(SAMPLE.sendAs("consent", post), 403, "forbidden");
    }

    static Stream<Arguments> badCalls() {
        Instant now = Instant.now();
        String good = header(signed(CONSENT, "GET", PATH, now));
        SigningKey stranger = SigningKey.of("/consent", "another key of thirty-two bytes!".getBytes(UTF_8));
        String lead = TestSecrets.callKey("lead").publicKey().kid();
        return Stream.of(
                Arguments.of("of a stranger who says to be it", header(signed(stranger, "GET", PATH, now))),
                Arguments.of(
                        "of a stranger who names its key",
                        header(signed(stranger, "GET", PATH, now))
                                .replace(
                                        stranger.publicKey().kid(),
                                        CONSENT.publicKey().kid())),
                Arguments.of(
                        "of another that names its key",
                        header(signed(TestSecrets.callKey("lead"), "GET", PATH, now))
                                .replace(lead, CONSENT.publicKey().kid())),
                Arguments.of(
                        "to another service",
                        header(TestSecrets.byService(
                                CONSENT, "newsletter", SAMPLE.request(PATH).build(), "", now))),
                Arguments.of("to another service, said to be to this", good.replace(";sample;", ";lead;")),
                Arguments.of("of another path", header(signed(CONSENT, "GET", "/internal/facts/of/x?after=3", now))),
                Arguments.of("of another query", header(signed(CONSENT, "GET", "/internal/facts?after=4", now))),
                Arguments.of("of another method", header(signed(CONSENT, "HEAD", PATH, now))),
                Arguments.of(
                        "of a minute ago", header(signed(CONSENT, "GET", PATH, now.minus(Duration.ofSeconds(62))))),
                Arguments.of(
                        "of a clock that is ahead",
                        header(signed(CONSENT, "GET", PATH, now.plus(Duration.ofSeconds(80))))),
                Arguments.of("of another version", "v2" + good.substring(2)),
                Arguments.of("of a fact's key", header(signed(factKey(), "GET", PATH, now))),
                Arguments.of("without a signature", good.substring(0, good.lastIndexOf(';') + 1)),
                Arguments.of("of a gateway", "v2;192.0.2.7;id;1796083200;AAAA"),
                Arguments.of("of semicolons", "v3;;;;"),
                Arguments.of("of nothing", "v3;"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badCalls")
    void refuses_a_call(String what, String header) {
        HttpRequest request = signed(CONSENT, "GET", PATH, Instant.now());

        assertProblem(
                SAMPLE.send(HttpRequest.newBuilder(request, (_, _) -> true).setHeader("X-Nachweis-Service", header)),
                403,
                "forbidden");
    }

    @Test
    void refuses_people() {
        var desk = SAMPLE.request(PATH).header("Authorization", "Bearer " + ISSUER.token("privacy-desk"));

        assertProblem(SAMPLE.send(desk), 403, "forbidden");
        assertProblem(SAMPLE.send(SAMPLE.request(PATH)), 403, "forbidden");
        assertProblem(SAMPLE.send(SAMPLE.byGateway(PATH)), 403, "forbidden");
    }

    @Test
    void refuses_what_makes_no_sense() {
        for (String path : new String[] {
            "/internal/facts", "/internal/facts?after=x", "/internal/facts?after=", "/internal/facts/of/nobody"
        }) {
            assertProblem(SAMPLE.sendAs("consent", SAMPLE.request(path)), 400, "invalid-field");
        }
    }

    /** The old key has leaked, say; its owner is given a new one while everybody runs. */
    @Test
    void a_key_is_replaced_while_services_run() throws IOException {
        Path secrets = SAMPLE.bean(NachweisSettings.class).secrets();
        SigningKey next = SigningKey.of("/consent", "the key after the first rotation".getBytes(UTF_8));
        assertThat(statusWith(next)).isEqualTo(403);
        try {
            TestSecrets.publish(secrets, "consent-calls", next.publicKey(), CONSENT.publicKey());
            RunningSample.await(() -> statusWith(next) == 200);
            assertThat(statusWith(CONSENT)).as("until it is restarted").isEqualTo(200);

            TestSecrets.publish(secrets, "consent-calls", next.publicKey());
            RunningSample.await(() -> statusWith(CONSENT) == 403);
            assertThat(statusWith(next)).isEqualTo(200);
        } finally {
            TestSecrets.publish(secrets, "consent-calls", CONSENT.publicKey());
            RunningSample.await(() -> statusWith(CONSENT) == 200);
        }
    }

    private static int statusWith(SigningKey key) {
        HttpRequest request = signed(key, "GET", PATH, Instant.now());
        HttpResponse<String> response = SAMPLE.send(HttpRequest.newBuilder(request, (_, _) -> true));
        return response.statusCode();
    }

    private static SigningKey factKey() {
        return SigningKey.of("/consent", TestSecrets.seed("consent"));
    }

    private static HttpRequest signed(SigningKey key, String method, String path, Instant at) {
        HttpRequest request = SAMPLE.request(path)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return TestSecrets.byService(key, "sample", request, "", at);
    }

    private static String header(HttpRequest request) {
        return request.headers().firstValue("X-Nachweis-Service").orElseThrow();
    }
}
