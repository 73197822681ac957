package io.nachweis.starter.web;

import static io.nachweis.starter.sample.RunningSample.assertProblem;
import static io.nachweis.starter.sample.SharedSample.ISSUER;
import static io.nachweis.starter.sample.SharedSample.SAMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.nachweis.starter.sample.RunningSample;
import io.nachweis.testing.ModuleTest;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
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
    void refuses_a_token_without_controllers() {
        var response = SAMPLE.send(SAMPLE.request("/api/v1/idm/count")
                .header("Authorization", changed(claims -> claims.claim("controllers", null))));

        assertProblem(response, 403, "forbidden");
    }

    @Test
    void admits_to_a_public_route_by_the_gateway_only() {
        var note = HttpRequest.BodyPublishers.ofString("{\"email\": \"ada@example.org\", \"text\": \"x\"}");
        var bare = SAMPLE.request("/api/v1/idm/notes").header("Content-Type", "application/json");

        assertProblem(SAMPLE.send(bare.copy().POST(note)), 403, "gateway-required");
        assertProblem(
                SAMPLE.send(bare.copy().POST(note).header("Authorization", "Bearer " + ISSUER.token("privacy-desk"))),
                403,
                "gateway-required");
        assertProblem(
                SAMPLE.send(bare.copy()
                        .POST(note)
                        .header(
                                GatewaySignature.HEADER,
                                RunningSample.signature(Instant.now().minusSeconds(90)))),
                403,
                "gateway-required");
        assertThat(SAMPLE.send(bare.copy()
                                .POST(note)
                                .header(GatewaySignature.HEADER, RunningSample.signature(Instant.now())))
                        .statusCode())
                .isEqualTo(202);
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

    private static Date ago(long seconds) {
        return Date.from(Instant.now().minusSeconds(seconds));
    }
}
