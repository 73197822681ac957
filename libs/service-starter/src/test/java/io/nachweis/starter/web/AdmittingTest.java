package io.nachweis.starter.web;

import static io.nachweis.starter.sample.RunningSample.assertProblem;
import static io.nachweis.starter.sample.SharedSample.ISSUER;
import static io.nachweis.starter.sample.SharedSample.SAMPLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import io.nachweis.contracts.ContentDigest;
import io.nachweis.testing.ModuleTest;
import io.nachweis.testing.TestSecrets;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@ModuleTest
class AdmittingTest {

    @ParameterizedTest(name = "{0} of idm at {1}: {2}")
    @CsvSource({
        "privacy-desk, idm,   200",
        "dpo,          idm,   200",
        "auditor,      idm,   403",
        "app,          idm,   403",
        "marketing,    idm,   403",
        "operator,     idm,   403",
        "privacy-desk, other, 403",
        "dpo,          other, 403",
    })
    void admits_by_role_and_controller(String role, String controller, int status) {
        var response = SAMPLE.send(with(ISSUER.token(role), "/api/v1/" + controller + "/count"));

        assertThat(response.statusCode()).isEqualTo(status);
        if (status == 403) {
            assertProblem(response, 403, "forbidden");
        }
    }

    static Stream<Arguments> badTokens() {
        return Stream.of(
                Arguments.of("none at all", ""),
                Arguments.of("no token", "Bearer x"),
                Arguments.of("not signed", "Bearer " + ISSUER.unsigned("privacy-desk")),
                Arguments.of("signed by a stranger", "Bearer " + ISSUER.signedByAStranger("privacy-desk")),
                Arguments.of("for another audience", changed(claims -> claims.audience("other"))),
                Arguments.of("for no audience", changed(claims -> claims.audience(List.of()))),
                Arguments.of("of another issuer", changed(claims -> claims.issuer("http://localhost/other"))),
                Arguments.of("expired", changed(claims -> claims.expirationTime(ago(120)))),
                Arguments.of("without an end", changed(claims -> claims.expirationTime(null))),
                Arguments.of("not valid yet", changed(claims -> claims.notBeforeTime(ago(-600)))),
                Arguments.of("for nobody", changed(claims -> claims.subject(null))),
                Arguments.of("an ID token", changed(claims -> claims.claim("typ", "ID"))),
                Arguments.of("a refresh token", changed(claims -> claims.claim("typ", "Refresh"))),
                Arguments.of("a logout token", typed("logout+jwt", claims -> claims.claim("typ", "Logout"))),
                Arguments.of("bound to a key that is not shown", changed(claims -> claims.claim("typ", "DPoP"))),
                Arguments.of("of no type", changed(claims -> claims.claim("typ", null))),
                Arguments.of("without a type in its header", typed(null, _ -> {})),
                Arguments.of(
                        "an ID token called an access token", typed("at+jwt", claims -> claims.claim("typ", "ID"))),
                Arguments.of("basic", "Basic YTpi"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void asks_for_a_valid_token_when_it_is(String what, String authorization) {
        var request = SAMPLE.request("/api/v1/idm/count");
        var response = SAMPLE.send(authorization.isEmpty() ? request : request.header("Authorization", authorization));

        assertProblem(response, 401, "unauthorized");
        assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }

    @Test
    void takes_an_access_token_by_its_header_alone_as_of_another_issuer_than_keycloak() {
        String token = ISSUER.token(new JOSEObjectType("at+jwt"), "dpo", claims -> claims.claim("typ", null));

        assertThat(SAMPLE.send(with(token, "/api/v1/idm/count")).statusCode()).isEqualTo(200);
    }

    static Stream<Arguments> noControllers() {
        return Stream.of(
                Arguments.of("a list of none", List.of()),
                Arguments.of("null", null),
                Arguments.of("the name itself", "idm"),
                Arguments.of("another", List.of("other")),
                Arguments.of("null in a list", Collections.singletonList(null)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noControllers")
    void opens_nothing_to_a_token_without_controllers_of_ours(String what, @Nullable Object controllers) {
        for (var call : Map.of("privacy-desk", "/api/v1/idm/count", "operator", "/api/v1/operations/sample/processors")
                .entrySet()) {
            String token = ISSUER.token(call.getKey(), claims -> claims.claim("controllers", controllers));

            assertProblem(SAMPLE.send(with(token, call.getValue())), 403, "forbidden");
        }
    }

    /**
     * The attacker has no token and no key. They send 2,000 tokens over 16 connections, each signed with a key of a name
     * that nobody has heard of, so that the service would have to ask the issuer about each.
     */
    @Test
    void asks_the_issuer_for_no_key_that_somebody_made_up() {
        String honest = ISSUER.token("dpo");
        assertThat(SAMPLE.send(with(honest, "/api/v1/idm/count")).statusCode()).isEqualTo(200);
        int before = ISSUER.keysRead();
        long began = System.nanoTime();
        List<String> madeUp = ISSUER.withFreshKeyIds("dpo").limit(2_000).toList();

        List<Integer> strangers;
        List<Integer> served;
        try (var attackers = Executors.newFixedThreadPool(16);
                var people = Executors.newSingleThreadExecutor()) {
            var attack = madeUp.stream()
                    .map(token -> CompletableFuture.supplyAsync(() -> status(token), attackers))
                    .toList();
            var work = CompletableFuture.supplyAsync(
                    () -> Stream.generate(() -> status(honest)).limit(200).toList(), people);
            strangers = attack.stream().map(CompletableFuture::join).toList();
            served = work.join();
        }

        assertThat(strangers).containsOnly(401);
        assertThat(served).containsOnly(200);
        long windows = 1 + Duration.ofNanos(System.nanoTime() - began).dividedBy(AccessTokens.KEYS_READ_TWICE_IN);
        assertThat(ISSUER.keysRead() - before).isLessThanOrEqualTo((int) (2 * (windows + 1)));
    }

    private static int status(String token) {
        return SAMPLE.send(with(token, "/api/v1/idm/count")).statusCode();
    }

    @Test
    void admits_to_a_public_route_by_the_gateway_only() {
        var note = HttpRequest.BodyPublishers.ofString("{\"email\": \"ada@example.org\", \"text\": \"x\"}");
        var bare = SAMPLE.request("/api/v1/idm/notes")
                .header("Content-Type", "application/json")
                .POST(note);

        assertProblem(SAMPLE.send(bare.copy()), 403, "gateway-required");
        assertProblem(
                SAMPLE.send(bare.copy().header("Authorization", "Bearer " + ISSUER.token("privacy-desk"))),
                403,
                "gateway-required");
        assertProblem(SAMPLE.send(signed(bare, Instant.now().minusSeconds(90))), 403, "gateway-required");
        String ofAnother = signature(SAMPLE.request("/api/v1/idm/notes"));
        assertProblem(
                SAMPLE.send(signed(bare, Instant.now()).setHeader(GatewaySignature.HEADER, ofAnother)),
                403,
                "gateway-required");
        assertThat(SAMPLE.send(signed(bare, Instant.now())).statusCode()).isEqualTo(202);
    }

    /** By who is between the gateway and the service, has seen a form pass, and sends its head on with a body of their own. */
    @Test
    void admits_to_a_public_route_with_the_body_only_that_the_gateway_passed_on() {
        String form = "{\"email\": \"ada@example.org\", \"text\": \"x\"}";
        var bare = SAMPLE.request("/api/v1/idm/notes")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(form));

        for (String other : List.of(form.replace("ada", "eve"), form + " ", form.substring(1), "")) {
            assertProblem(
                    SAMPLE.send(signed(bare, Instant.now()).POST(HttpRequest.BodyPublishers.ofString(other))),
                    403,
                    "gateway-required");
        }
        String others = form.replace("ada", "eve");
        assertProblem(
                SAMPLE.send(signed(bare, Instant.now())
                        .setHeader(ContentDigest.HEADER, ContentDigest.of(others.getBytes(UTF_8)))
                        .POST(HttpRequest.BodyPublishers.ofString(others))),
                403,
                "gateway-required");
        assertProblem(
                SAMPLE.send(HttpRequest.newBuilder(
                        signed(bare, Instant.now()).build(),
                        (name, _) -> !name.equalsIgnoreCase(ContentDigest.HEADER))),
                403,
                "gateway-required");
        assertProblem(
                SAMPLE.send(signed(
                        bare.POST(HttpRequest.BodyPublishers.ofByteArray(new byte[64 * 1024 + 1])), Instant.now())),
                413,
                "body-too-large");
    }

    private static HttpRequest.Builder signed(HttpRequest.Builder request, Instant at) {
        return HttpRequest.newBuilder(TestSecrets.byGateway("192.0.2.7", request.build(), at), (_, _) -> true);
    }

    private static String signature(HttpRequest.Builder request) {
        return signed(request, Instant.now())
                .build()
                .headers()
                .firstValue(GatewaySignature.HEADER)
                .orElseThrow();
    }

    @Test
    void opens_nothing_that_nobody_thought_of() {
        assertProblem(SAMPLE.send(SAMPLE.request("/")), 401, "unauthorized");
        assertProblem(SAMPLE.send(with(ISSUER.token("privacy-desk"), "/other")), 403, "forbidden");
        assertProblem(SAMPLE.send(SAMPLE.request("/internal/idm/subjects/x/entries")), 401, "unauthorized");
    }

    @Test
    void keeps_no_session() {
        HttpResponse<String> response = SAMPLE.send(with(ISSUER.token("dpo"), "/api/v1/idm/count"));

        assertThat(response.headers().allValues("Set-Cookie")).isEmpty();
    }

    private static HttpRequest.Builder with(String token, String path) {
        return SAMPLE.request(path).header("Authorization", "Bearer " + token);
    }

    private static String changed(Consumer<JWTClaimsSet.Builder> change) {
        return "Bearer " + ISSUER.token("privacy-desk", change);
    }

    private static String typed(@Nullable String type, Consumer<JWTClaimsSet.Builder> change) {
        return "Bearer " + ISSUER.token(type == null ? null : new JOSEObjectType(type), "privacy-desk", change);
    }

    private static Date ago(long seconds) {
        return Date.from(Instant.now().minusSeconds(seconds));
    }
}
