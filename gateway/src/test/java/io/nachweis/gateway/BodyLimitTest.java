package io.nachweis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.testing.ModuleTest;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ModuleTest
class BodyLimitTest {

    private static final RunningGateway GATEWAY = new RunningGateway();

    private static final int LIMIT = 320 * 1024;
    private static final String PATH = "/api/v1/idm/subscriptions";

    @AfterAll
    static void stop() {
        GATEWAY.close();
    }

    @BeforeEach
    void forget() {
        GATEWAY.newsletter.timesAsked();
    }

    @Test
    void lets_through_what_is_just_small_enough() {
        GATEWAY.send(form().POST(BodyPublishers.ofByteArray(new byte[LIMIT])));
        assertThat(GATEWAY.newsletter.onlyAsked().body()).hasSize(LIMIT);
        GATEWAY.send(form().POST(chunked(LIMIT)));
        assertThat(GATEWAY.newsletter.onlyAsked().body()).hasSize(LIMIT);
    }

    @ParameterizedTest
    @ValueSource(ints = {LIMIT + 1, 1024 * 1024})
    void refuses_what_says_that_it_is_too_large(int size) {
        Problems.assertIs(
                PlatformProblem.BODY_TOO_LARGE, GATEWAY.send(form().POST(BodyPublishers.ofByteArray(new byte[size]))));
        assertThat(GATEWAY.newsletter.timesAsked()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {LIMIT + 1, 1024 * 1024})
    void refuses_what_turns_out_to_be_too_large(int size) {
        Problems.assertIs(PlatformProblem.BODY_TOO_LARGE, GATEWAY.send(form().POST(chunked(size))));
        assertThat(GATEWAY.newsletter.timesAsked()).isZero();
    }

    @Test
    void does_not_wait_for_a_body_that_is_too_large() {
        assertThat(GATEWAY.sendRaw("POST " + PATH
                        + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 100000000\r\n\r\n"))
                .startsWith("HTTP/1.1 413")
                .contains("https://nachweis.io/problems/body-too-large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "OPTIONS"})
    void refuses_what_does_not_say_what_it_is(String method) {
        Problems.assertIs(
                PlatformProblem.UNSUPPORTED_MEDIA_TYPE,
                GATEWAY.send(GATEWAY.at(PATH).method(method, BodyPublishers.ofString("email=ada"))));
        assertThat(GATEWAY.newsletter.timesAsked()).isZero();
    }

    private static HttpRequest.Builder form() {
        return GATEWAY.at(PATH).header("Content-Type", "application/x-www-form-urlencoded");
    }

    private static HttpRequest.BodyPublisher chunked(int size) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[size]));
    }
}
