package io.nachweis.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.testing.ModuleTest;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Anybody reads the policy that is carried out, as a page and as data. */
@ModuleTest
class ReadingThePolicyTest {

    private static final String NOTICE = "/idm/privacy";
    private static final String DATA = "/api/v1/idm/policy";

    private final RunningConsent service;

    ReadingThePolicyTest(RunningConsent service) {
        this.service = service;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?locale=en    | de      | en | Privacy notice",
                "?locale=en-US | de      | en | Privacy notice",
                "?locale=it    | en      | en | Privacy notice",
                "?locale=      | en      | en | Privacy notice",
                "?locale=%20x! | it      | de | Datenschutzhinweise",
                "''            | de-AT   | de | Datenschutzhinweise",
                "''            | fr,en   | en | Privacy notice",
                "''            | it      | de | Datenschutzhinweise"
            })
    void in_a_language_that_the_controller_speaks(String query, String reader, String language, String title) {
        HttpResponse<String> page = service.get(NOTICE + query, "Accept-Language", reader);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(page.headers().firstValue("Content-Language")).contains(language);
        assertThat(page.headers().allValues("Vary")).contains("Accept-Language");
        assertThat(page.headers().firstValue("X-Robots-Tag")).contains("noindex");
        assertThat(page.body()).contains("<html lang=\"" + language + "\"", "<h1>" + title + "</h1>");
    }

    @Test
    void as_data_with_its_version() {
        HttpResponse<String> data = service.get(DATA, "Accept", "text/html");

        assertThat(data.statusCode()).isEqualTo(200);
        assertThat(data.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(data.body())
                .contains("\"version\":\"2026-04\"", "Landeszentrum für Datenschutz", "\"period\":\"P3Y\"");
        assertThat(service.get(DATA + "/2026-04").body()).isEqualTo(data.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {NOTICE, NOTICE + "?locale=de", DATA, DATA + "/2026-04"})
    void again_only_when_it_has_changed(String path) {
        HttpResponse<String> first = service.get(path);
        String etag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(etag).matches("\"[0-9a-f]{64}\"");
        assertThat(first.headers().firstValue("Cache-Control")).contains("max-age=300, public");

        HttpResponse<String> second = service.get(path, "If-None-Match", etag);
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        assertThat(second.headers().firstValue("ETag")).contains(etag);
        assertThat(service.get(path, "If-None-Match", "\"another\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void and_another_page_has_another_tag() {
        assertThat(service.get(NOTICE + "?locale=en").headers().firstValue("ETag"))
                .isNotEqualTo(service.get(NOTICE + "?locale=de").headers().firstValue("ETag"));
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/idm/policy/canary, unknown-policy-version",
        "/api/v1/idm/policy/2026-4, unknown-policy-version",
        "/api/v1/canary/policy, unknown-controller",
        "/api/v1/canary/policy/2026-04, unknown-controller",
        "/canary/privacy, unknown-controller"
    })
    void but_not_what_is_not_there(String path, String problem) {
        HttpResponse<String> refused = service.get(path);

        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(refused.body())
                .contains("https://nachweis.io/problems/" + problem)
                .doesNotContain("canary");
    }

    /** The attacker calls the service itself. */
    @ParameterizedTest
    @ValueSource(strings = {NOTICE, DATA, DATA + "/2026-04"})
    void only_through_the_gateway(String path) throws Exception {
        try (HttpClient beside = HttpClient.newHttpClient()) {
            HttpRequest request = service.request(path).build();
            HttpResponse<String> refused = beside.send(request, BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("gateway-required");
        }
    }
}
