package io.nachweis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.Problem;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What every refusal looks like. */
final class Problems {

    private static final JsonMapper JSON = new JsonMapper();

    private Problems() {}

    static void assertIs(Problem problem, HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(problem.status());
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode body = JSON.readTree(response.body());
        assertThat(body.path("type").asString()).isEqualTo("https://nachweis.io/problems/" + problem.slug());
        assertThat(body.path("status").asInt()).isEqualTo(problem.status());
        assertThat(body.path("title").asString()).isEqualTo(problem.title());
        assertThat(body.path("instance").asString())
                .isEqualTo("urn:uuid:"
                        + response.headers().firstValue("X-Request-Id").orElseThrow());
    }
}
