package io.nachweis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.testing.ModuleTest;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ModuleTest
class ShowingPagesTest {

    private static final RunningGateway GATEWAY = new RunningGateway();

    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    @AfterAll
    static void stop() {
        GATEWAY.close();
    }

    @BeforeEach
    void forget() {
        GATEWAY.newsletter.answers(Backend.ok("<html></html>"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/nowhere | 404 | There is nothing here | page.css",
                "/idm/nowhere | 404 | There is nothing here | ../page.css",
                "/other/confirm?token=x | 404 | There is nothing here | ../page.css",
                "/idm/confirm/ | 404 | There is nothing here | ../../page.css",
                "/idm//confirm | 400 | We cannot read this | ../../page.css"
            })
    void to_people_instead_of_problems(String path, int status, String title, String css) {
        HttpResponse<String> page = browse(path, "en");
        assertThat(page.statusCode()).isEqualTo(status);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(page.headers().firstValue("Cache-Control")).get().asString().contains("no-store");
        assertThat(page.headers().firstValue("X-Request-Id")).isPresent();
        assertThat(page.body())
                .contains("<html lang=\"en\"", title, "href=\"" + css + "\"")
                .doesNotContain("<script", "style=", "{");
    }

    @Test
    void in_the_controllers_look_when_a_service_is_down() {
        GATEWAY.newsletter.answers(exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
            exchange.getResponseHeaders().add("Retry-After", "2");
            Backend.status(503, "{\"status\":503}").to(exchange);
        });
        HttpResponse<String> page = browse("/idm/preferences?token=t", "fr, de;q=0.5");
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.headers().firstValue("Retry-After")).isPresent();
        assertThat(page.body())
                .contains(
                        "<html lang=\"de\"",
                        "Das geht gerade nicht",
                        "interactive digital media GmbH",
                        "mailto:datenschutz@i-digital-m.com")
                .doesNotContain("<form");
        Problems.assertIs(PlatformProblem.NOT_FOUND, GATEWAY.get("/nowhere"));
        assertThat(GATEWAY.get("/idm/confirm?token=t").body()).isEqualTo("{\"status\":503}");
    }

    /** Whose page it is promises German and English; a page of nobody is in whatever there are texts in. */
    @Test
    void in_a_language_that_the_controller_promises() {
        assertThat(browse("/idm/nowhere", "it, fr").body()).contains("<html lang=\"de\"", "Hier ist nichts");
        assertThat(browse("/idm/nowhere", "it, en;q=0.5").body()).contains("<html lang=\"en\"");
        assertThat(browse("/nowhere", "it, en;q=0.5").body()).contains("<html lang=\"it\"", "Qui non c’è nulla");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 410, 422, 429, 500, 503})
    void with_the_status_of_the_problem(int status) {
        GATEWAY.newsletter.answers(exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/problem+json");
            exchange.getResponseHeaders().add("Retry-After", "7");
            Backend.status(status, "{\"status\":0}").to(exchange);
        });
        HttpResponse<String> page = browse("/idm/preferences?token=t", "en");
        assertThat(page.statusCode()).isEqualTo(status);
        assertThat(page.headers().firstValue("Retry-After")).contains("7");
        assertThat(page.headers().firstValue("X-Robots-Tag")).contains("noindex");
        assertThat(page.body()).contains("<h1>");
    }

    @Test
    void with_what_was_filled_in_so_that_it_can_be_sent_again() {
        try (var gateway = new RunningGateway("--NEWSLETTER_URL=http://127.0.0.1:1")) {
            HttpResponse<String> page = gateway.send(gateway.at("/api/v1/idm/subscriptions")
                    .header("Accept", BROWSER)
                    .header("Accept-Language", "en")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(
                            "email=ada%40example.org&company=%22%3E%3Cscript%3E&empty&consents=a&consents=b")));
            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.headers().firstValue("Retry-After")).isPresent();
            assertThat(page.body())
                    .contains(
                            "<form method=\"post\">",
                            "name=\"email\" value=\"ada@example.org\"",
                            "name=\"company\" value=\"&quot;&gt;&lt;script&gt;\"",
                            "name=\"empty\" value=\"\"",
                            "name=\"consents\" value=\"a\"",
                            "name=\"consents\" value=\"b\"",
                            "Send again",
                            "../../../page.css")
                    .doesNotContain("<script");
        }
    }

    /** Browsers take the page that a form goes on to for a part of sending it. */
    @Test
    void of_forms_lets_them_go_on_to_the_controllers_website_and_nowhere_else() {
        assertThat(policy("/api/v1/idm/subscriptions")).endsWith("form-action 'self' https://www.i-digital-m.com/");
        assertThat(policy("/idm/confirm?token=t")).endsWith("form-action 'self'");
    }

    @Test
    void at_the_beginning_of_all_addresses_names_the_controllers() {
        HttpResponse<String> home = GATEWAY.get("/");
        assertThat(home.statusCode()).isEqualTo(200);
        assertThat(home.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(home.body())
                .contains("interactive digital media GmbH", "https://www.i-digital-m.com", "href=\"page.css\"");
        assertThat(GATEWAY.get("/page.css").headers().firstValue("Content-Type"))
                .contains("text/css;charset=UTF-8");
    }

    private static String policy(String path) {
        return GATEWAY.get(path).headers().firstValue("Content-Security-Policy").orElseThrow();
    }

    private static HttpResponse<String> browse(String path, String language) {
        HttpRequest.Builder request = GATEWAY.at(path).header("Accept", BROWSER).header("Accept-Language", language);
        return GATEWAY.send(request);
    }
}
