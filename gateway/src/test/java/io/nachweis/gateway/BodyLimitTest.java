package io.nachweis.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.testing.ModuleTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ModuleTest
class BodyLimitTest {

    private static final RunningGateway GATEWAY = new RunningGateway();

    private static final int KB = 1024;
    private static final String PATH = "/api/v1/idm/subscriptions";
    private static final String LOOKUP = "/api/v1/idm/subjects/lookup";

    @AfterAll
    static void stop() {
        GATEWAY.close();
    }

    @BeforeEach
    void forget() {
        for (Backend service : new Backend[] {GATEWAY.newsletter, GATEWAY.lead, GATEWAY.consent}) {
            service.timesAsked();
            service.answers(Backend.ok("hello"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "newsletter, /api/v1/idm/subscriptions, 32",
        "lead, /api/v1/idm/enquiries, 64",
        "consent, /api/v1/idm/subjects/lookup, 320"
    })
    void lets_through_what_is_just_small_enough_for_its_route(String service, String path, int kilobytes) {
        int limit = kilobytes * KB;
        Backend backend = switch (service) {
            case "lead" -> GATEWAY.lead;
            case "consent" -> GATEWAY.consent;
            default -> GATEWAY.newsletter;
        };
        GATEWAY.send(form(path).POST(BodyPublishers.ofByteArray(new byte[limit])));
        assertThat(backend.onlyAsked().body()).hasSize(limit);
        GATEWAY.send(form(path).POST(chunked(limit)));
        assertThat(backend.onlyAsked().body()).hasSize(limit);

        Problems.assertIs(
                PlatformProblem.BODY_TOO_LARGE,
                GATEWAY.send(form(path).POST(BodyPublishers.ofByteArray(new byte[limit + 1]))));
        assertThat(backend.timesAsked()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {32 * KB + 1, 1024 * KB})
    void refuses_what_turns_out_to_be_too_large(int size) {
        Problems.assertIs(
                PlatformProblem.BODY_TOO_LARGE, GATEWAY.send(form(PATH).POST(chunked(size))));
        assertThat(GATEWAY.newsletter.timesAsked()).isZero();
    }

    @Test
    void refuses_what_turns_out_to_be_too_large_while_it_is_passed_on() {
        Problems.assertIs(
                PlatformProblem.BODY_TOO_LARGE, GATEWAY.send(form(LOOKUP).POST(chunked(320 * KB + 1))));
    }

    @ParameterizedTest
    @ValueSource(strings = {PATH, LOOKUP})
    void does_not_wait_for_a_body_that_is_too_large(String path) {
        assertThat(GATEWAY.sendRaw(head(path, 100_000_000)))
                .startsWith("HTTP/1.1 413")
                .contains("https://nachweis.io/problems/body-too-large");
    }

    /** The attacker says that much is to come, sends none of it, and has no token. */
    @Test
    void asks_for_a_large_body_only_when_the_service_has_let_its_sender_in() throws Exception {
        try (var service = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var gateway = new RunningGateway(
                        "--nachweis.gateway.consent-url=http://localhost:" + service.getLocalPort())) {
            CompletableFuture<String> asked = CompletableFuture.supplyAsync(() -> refuseToken(service));

            assertThat(gateway.sendRaw(
                            head(LOOKUP, 300 * KB).replace("Host: a", "Host: a\r\nAuthorization: Bearer none")))
                    .startsWith("HTTP/1.1 401");
            assertThat(asked.get(10, TimeUnit.SECONDS)).containsIgnoringCase("\nExpect: 100-continue\r");
        }
    }

    @Test
    void takes_no_large_body_without_a_token() {
        assertThat(GATEWAY.sendRaw(head(LOOKUP, 300 * KB)))
                .startsWith("HTTP/1.1 401")
                .contains("WWW-Authenticate: Bearer", "https://nachweis.io/problems/unauthorized");
        assertThat(GATEWAY.consent.timesAsked()).isZero();
    }

    /** The head that came, answered as soon as it was there. */
    private static String refuseToken(ServerSocket service) {
        try (Socket caller = service.accept()) {
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) caller.getInputStream().read());
            }
            caller.getOutputStream().write("HTTP/1.1 401 no\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII));
            return head.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "OPTIONS"})
    void refuses_what_does_not_say_what_it_is(String method) {
        Problems.assertIs(
                PlatformProblem.UNSUPPORTED_MEDIA_TYPE,
                GATEWAY.send(GATEWAY.at(PATH).method(method, BodyPublishers.ofString("email=ada"))));
        assertThat(GATEWAY.newsletter.timesAsked()).isZero();
    }

    private static String head(String path, int length) {
        return "POST " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + length + "\r\n\r\n";
    }

    private static HttpRequest.Builder form(String path) {
        return GATEWAY.at(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", "Bearer one");
    }

    private static HttpRequest.BodyPublisher chunked(int size) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[size]));
    }
}
