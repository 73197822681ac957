package io.nachweis.starter.web;

import static io.nachweis.starter.sample.RunningSample.assertProblem;
import static io.nachweis.starter.sample.SharedSample.ISSUER;
import static io.nachweis.starter.sample.SharedSample.SAMPLE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.testing.ModuleTest;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The attacker reaches the service, through the gateway or beside it, and sends little that becomes much. */
@ModuleTest
class BoundingBodiesTest {

    private static final int KB = 1024;

    static List<Arguments> hollow() {
        return List.of(
                Arguments.of("objects with nothing in them", "[" + "{},".repeat(10_000) + "{}]"),
                Arguments.of("lists with nothing in them", "[" + "[],".repeat(10_000) + "[]]"),
                Arguments.of("small numbers", "[" + "1,".repeat(20_000) + "1]"),
                Arguments.of("a long name", "{\"" + "n".repeat(300) + "\":1}"),
                Arguments.of("nested lists", "[".repeat(20) + "]".repeat(20)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hollow")
    void refuses_what_takes_more_room_than_it_says(String why, String value) {
        var response = SAMPLE.send(SAMPLE.post("{\"email\":\"ada@example.org\",\"text\":\"x\",\"x\":" + value + "}"));

        assertProblem(response, 400, "malformed-body");
    }

    @Test
    void refuses_a_body_that_no_public_call_needs() {
        assertProblem(
                SAMPLE.send(notes().POST(BodyPublishers.ofByteArray(new byte[64 * KB + 1]))), 413, "body-too-large");
        assertProblem(
                SAMPLE.send(notes().POST(
                                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(padded(64 * KB + 1))))),
                413,
                "body-too-large");
        assertThat(SAMPLE.send(notes().POST(BodyPublishers.ofByteArray(padded(64 * KB))))
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void lets_who_has_a_token_send_more_and_everybody_only_so_much() {
        var desk = SAMPLE.request("/api/v1/idm/count")
                .header("Authorization", "Bearer " + ISSUER.token("privacy-desk"))
                .header("Content-Type", "application/json");
        assertThat(SAMPLE.send(desk.copy().method("GET", BodyPublishers.ofByteArray(new byte[320 * KB])))
                        .statusCode())
                .isEqualTo(200);
        assertProblem(
                SAMPLE.send(desk.copy().method("GET", BodyPublishers.ofByteArray(new byte[320 * KB + 1]))),
                413,
                "body-too-large");
    }

    /** Without a token and with a large body that never comes: nobody waits for it. */
    @Test
    void asks_who_is_there_before_it_asks_for_the_body() {
        String head = String.join(
                "\r\n",
                "POST /api/v1/idm/count HTTP/1.1",
                "Host: a",
                "Content-Type: application/json",
                "Expect: 100-continue",
                "Content-Length: 300000",
                "",
                "");

        assertThat(SAMPLE.sendRaw(head)).startsWith("HTTP/1.1 401").doesNotContain("100 Continue");
    }

    private static HttpRequest.Builder notes() {
        return SAMPLE.byGateway("/api/v1/idm/notes").header("Content-Type", "application/json");
    }

    /** A note, and blanks. */
    private static byte[] padded(int size) {
        var note = new StringBuilder("{\"email\":\"ada@example.org\",\"text\":\"x\"}");
        return note.append(" ".repeat(size - note.length())).toString().getBytes(US_ASCII);
    }
}
