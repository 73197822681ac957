package io.nachweis.starter.web;

import static io.nachweis.starter.sample.RunningSample.SECRET;
import static io.nachweis.starter.sample.RunningSample.assertProblem;
import static io.nachweis.starter.sample.SharedSample.ISSUER;
import static io.nachweis.starter.sample.SharedSample.SAMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.starter.sample.RunningSample;
import io.nachweis.testing.ModuleTest;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ModuleTest
class RefusingTest {

    @ParameterizedTest(name = "{0} is {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            {"email": "ada@example.org"                                       | 400 | malformed-body |
            not json                                                          | 400 | malformed-body |
            []                                                                | 400 | malformed-body |
            {"email": "ada@example.org", "text": "x", "text": "y"}            | 400 | malformed-body |
            {"email": "echoed-by-mistake", "text": "x"}                       | 400 | invalid-field  | email
            {"email": {"echoed-by-mistake": 1}, "text": "x"}                  | 400 | invalid-field  | email
            {"text": "x"}                                                     | 400 | invalid-field  | email
            {"email": "ada@example.org", "text": " "}                         | 400 | invalid-field  | text
            {"email": "ada@example.org", "text": ["echoed-by-mistake"]}       | 400 | invalid-field  | text
            """)
    void a_body_that_cannot_be_taken(String body, int status, String slug, String field) {
        var response = SAMPLE.send(SAMPLE.post(body));

        assertProblem(response, status, slug);
        assertThat(RunningSample.json(response).path("errors"))
                .extracting(fault -> fault.get("field").asString())
                .isEqualTo(field == null ? List.of() : List.of(field));
    }

    @Test
    void a_body_nested_too_deep() {
        var deep = "{\"email\": " + "[".repeat(5_000) + "]".repeat(5_000) + "}";

        assertThat(SAMPLE.send(SAMPLE.post(deep)).statusCode()).isEqualTo(400);
    }

    @Test
    void a_member_nobody_asked_for_is_dropped() {
        var response = SAMPLE.send(
                SAMPLE.post("{\"email\": \"ada@example.org\", \"text\": \"x\", \"shoe\": \"" + SECRET + "\"}"));

        assertThat(response.statusCode()).isEqualTo(202);
    }

    @Test
    void a_method_that_is_not_there() {
        var response = SAMPLE.send(SAMPLE.byGateway("/api/v1/idm/notes").DELETE());

        assertProblem(response, 405, "method-not-allowed");
        assertThat(response.headers().firstValue("Allow")).hasValue("POST");
    }

    @Test
    void a_media_type_that_is_not_understood() {
        var response = SAMPLE.send(SAMPLE.byGateway("/api/v1/idm/notes")
                .header("Content-Type", "text/csv")
                .POST(HttpRequest.BodyPublishers.ofString(SECRET)));

        assertProblem(response, 415, "unsupported-media-type");
    }

    @Test
    void an_answer_in_a_format_that_does_not_exist() {
        assertProblem(SAMPLE.send(desk("/api/v1/idm/count").header("Accept", "text/csv")), 406, "not-acceptable");
    }

    @Test
    void an_address_that_does_not_exist() {
        assertProblem(SAMPLE.send(desk("/api/v1/idm/" + SECRET)), 404, "not-found");
    }

    @Test
    void a_controller_that_does_not_exist() {
        var response = SAMPLE.send(SAMPLE.byGateway("/api/v1/" + SECRET + "/notes")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"email\": \"ada@example.org\", \"text\": \"x\"}")));

        assertProblem(response, 404, "unknown-controller");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/*", "echoed-by-mistake", "text/plain;charset=echoed-by-mistake"})
    void a_media_type_that_is_none(String contentType) {
        var request = SAMPLE.byGateway("/api/v1/idm/notes")
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString("{}"));

        assertProblem(SAMPLE.send(request), 415, "unsupported-media-type");
    }

    @Test
    void a_parameter_of_the_wrong_type() {
        var response = SAMPLE.send(desk("/api/v1/idm/count?above=" + SECRET));

        assertProblem(response, 400, "invalid-field");
        assertThat(RunningSample.json(response).at("/errors/0/field").asString())
                .isEqualTo("above");
    }

    @Test
    void a_path_that_is_no_path() {
        assertProblem(SAMPLE.send(SAMPLE.byGateway("/api/v1/idm;" + SECRET + "/notes")), 400, "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echoed-by-mistake\r\n\r\n",
                "GET /echoed-by-mistake HTTP/9.9\r\nHost: a\r\n\r\n",
                "GET /echoed-by-mistake| HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: echoed-by-mistake\r\n\r\n",
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: echoed-by-mistake\r\n\r\n"
            })
    void what_is_not_http(String request) {
        assertThat(SAMPLE.sendRaw(request))
                .startsWith("HTTP/1.1 400")
                .contains("Content-Type: application/problem+json", "https://nachweis.io/problems/malformed-request")
                .doesNotContain(SECRET, "<html");
    }

    @Test
    void a_failure_of_our_own_says_nothing() {
        var response = SAMPLE.send(desk("/api/v1/idm/failure"));

        assertProblem(response, 500, "internal");
        assertThat(response.body()).doesNotContain("secret", "Exception");
    }

    private static HttpRequest.Builder desk(String path) {
        return SAMPLE.request(path).header("Authorization", "Bearer " + ISSUER.token("privacy-desk"));
    }
}
