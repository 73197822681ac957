package io.nachweis.newsletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.testing.ModuleTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** By plain HTML, by a script with what it was given, and in every language there is. */
@ModuleTest
class FillingInFormsTest {

    private static final String SUBSCRIPTIONS = "/api/v1/muster/subscriptions";
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private final RunningNewsletter newsletter;

    FillingInFormsTest(RunningNewsletter newsletter) {
        this.newsletter = newsletter;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?locale=en-US | | en | Company | Sign up",
                "?locale=en | de | en | Company | Sign up",
                "?locale=de-AT | en | de | Firma | Anmelden",
                "?locale=fr | en-GB,fr;q=0.1 | en | Company | Sign up",
                "'' | fr, en;q=0.5 | en | Company | Sign up",
                "'' | fr | de | Firma | Anmelden"
            })
    void has_one_language_from_label_to_button(
            String query, String accepted, String language, String company, String button) {
        String path = "/api/v1/muster/forms/newsletter" + query;
        JsonNode form =
                json(accepted == null ? newsletter.get(path) : newsletter.get(path, "Accept-Language", accepted));
        assertThat(form.path("language").asString()).isEqualTo(language);
        assertThat(form.path("button").asString()).isEqualTo(button);
        assertThat(form.path("wordings").path(0).path("id").asString()).endsWith("/" + language);
        assertThat(form.path("fields").findValuesAsString("label")).contains(company);
    }

    @Test
    void says_where_it_is_sent_and_what_has_to_be_ticked() {
        JsonNode form = json(newsletter.get("/api/v1/muster/forms/newsletter?locale=de"));
        assertThat(form.path("action").asString()).isEqualTo(SUBSCRIPTIONS);
        assertThat(form.path("success").asString()).contains("Postfach");
        assertThat(form.path("fields").path(0).path("type").asString()).isEqualTo("email");
        assertThat(form.path("wordings").findValues("required")).isNotEmpty();
    }

    @Test
    void of_who_wants_to_unsubscribe_asks_for_the_address_alone() {
        JsonNode form = json(newsletter.get("/api/v1/muster/forms/unsubscribe-link?locale=en"));
        assertThat(form.path("action").asString()).isEqualTo("/api/v1/muster/unsubscribe-requests");
        assertThat(form.path("fields").findValuesAsString("id")).containsExactly("email");
        assertThat(form.path("wordings")).isEmpty();
    }

    @Test
    void comes_back_as_it_was_filled_in() {
        HttpResponse<String> page = newsletter.postForm(
                SUBSCRIPTIONS,
                Map.of(
                        "email", "nobody\"><script>",
                        "company", "Müller & Söhne",
                        "consents", "newsletter/1/en",
                        "locale", "en-US",
                        "returnTo", "https://www.muster.example/danke"),
                "Accept",
                BROWSER);

        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.headers().firstValue("content-type")).hasValue("text/html;charset=UTF-8");
        assertThat(page.headers().firstValue("cache-control")).hasValue("no-store");
        assertThat(page.body())
                .contains(
                        "<html lang=\"en\"",
                        "Please check what you entered",
                        "value=\"nobody&quot;&gt;&lt;script&gt;\"",
                        "Müller &amp; Söhne",
                        "aria-invalid=\"true\"",
                        "https://www.muster.example/danke",
                        "Sign up",
                        "mailto:",
                        "../../../page.css")
                .containsPattern("value=\"newsletter/1/en\"[^>]* checked")
                .doesNotContain("<script", "style=");
        assertThat(newsletter.types("nobody@example.org")).isEmpty();
    }

    @Test
    void comes_back_with_what_has_to_be_read_again() {
        HttpResponse<String> none = newsletter.postForm(
                SUBSCRIPTIONS, Map.of("email", "none@example.org", "locale", "de"), "Accept", BROWSER);
        assertThat(none.statusCode()).isEqualTo(400);
        assertThat(none.body()).contains("Bitte setzen Sie das Häkchen", "none@example.org", "name=\"formToken\"");

        HttpResponse<String> unknown = newsletter.postForm(
                SUBSCRIPTIONS,
                Map.of("email", "unknown@example.org", "consents", "newsletter/99/de"),
                "Accept",
                BROWSER);
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body())
                .contains("Der Text der Einwilligung hat sich geändert")
                .doesNotContain("newsletter/99");
    }

    @Test
    void that_was_corrected_is_taken() {
        HttpResponse<String> taken = newsletter.postForm(
                SUBSCRIPTIONS,
                Map.of(
                        "email",
                        "\u200Bcorrected@example.org\u00A0",
                        "company",
                        "A\tB\r\nC",
                        "consents",
                        "newsletter/1/de"),
                "Accept",
                BROWSER,
                "Sec-Fetch-Mode",
                "navigate");
        assertThat(taken.statusCode()).isEqualTo(303);
        assertThat(newsletter
                        .entries("corrected@example.org")
                        .getFirst()
                        .data()
                        .path("company")
                        .asString())
                .isEqualTo("A B C");
    }

    @Test
    void sent_by_a_script_as_it_is_answers_the_script() {
        HttpResponse<String> taken = multipart("""
                --x\r
                Content-Disposition: form-data; name="email"\r
                \r
                parts@example.org\r
                --x\r
                Content-Disposition: form-data; name="consents"\r
                \r
                newsletter/1/de\r
                --x\r
                Content-Disposition: form-data; name="company"\r
                \r
                Müller\r
                --x\r
                Content-Disposition: form-data; name="photo"; filename=""\r
                Content-Type: application/octet-stream\r
                \r
                \r
                --x--\r
                """);
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(202);
        assertThat(taken.body()).isEqualTo("{\"status\":\"accepted\"}");
        assertThat(newsletter
                        .entries("parts@example.org")
                        .getFirst()
                        .data()
                        .path("company")
                        .asString())
                .isEqualTo("Müller");

        HttpResponse<String> urlencoded = newsletter.postForm(
                SUBSCRIPTIONS,
                Map.of("email", "script@example.org", "consents", "newsletter/1/de"),
                "Sec-Fetch-Mode",
                "cors");
        assertThat(urlencoded.statusCode()).isEqualTo(202);
    }

    @Test
    void brings_no_file() {
        HttpResponse<String> refused = multipart("""
                --x\r
                Content-Disposition: form-data; name="email"; filename="a.txt"\r
                \r
                file@example.org\r
                --x--\r
                """);
        assertThat(refused.statusCode()).isEqualTo(415);
        assertThat(refused.body()).contains("unsupported-media-type");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 1_200})
    void is_bounded_however_it_is_sent(int parts) {
        String part = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n";
        HttpResponse<String> refused = multipart(part.repeat(parts) + "--x--\r\n");
        assertThat(refused.statusCode()).isIn(400, 413);
    }

    private HttpResponse<String> multipart(String body) {
        return newsletter.send(
                newsletter.request(SUBSCRIPTIONS).POST(BodyPublishers.ofString(body)),
                "Content-Type",
                "multipart/form-data; boundary=x",
                "Sec-Fetch-Mode",
                "cors",
                "Accept",
                "*/*");
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }
}
