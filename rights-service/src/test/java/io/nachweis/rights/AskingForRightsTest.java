package io.nachweis.rights;

import static io.nachweis.rights.RunningRights.await;
import static io.nachweis.rights.RunningRights.json;
import static io.nachweis.rights.RunningRights.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.evidence.Entry;
import io.nachweis.testing.ModuleTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Requests as people send them. */
@ModuleTest
class AskingForRightsTest {

    private final RunningRights rights;

    AskingForRightsTest(RunningRights rights) {
        this.rights = rights;
    }

    @Test
    void whoever_asks_again_at_once_gets_no_second_mail_and_is_on_record_all_the_same() {
        String email = "twice@example.org";
        rights.ask(email, "access");
        rights.postJson("/api/v1/idm/rights-requests", "{\"email\": \"" + email + "\", \"kind\": \"erasure\"}");
        assertThat(rights.types(email))
                .filteredOn("rights.request-received.v1"::equals)
                .hasSize(2);
        assertThat(rights.mailsTo(email)).hasSize(1);
    }

    /** Whoever sends so many, from one network, may be an organisation for others, and each of them has a right. */
    @Test
    void nothing_is_dropped_that_one_network_asks_for() {
        for (int i = 0; i < 35; i++) {
            assertThat(rights.sendFrom(
                                    "2001:db8:35::1",
                                    rights.request("/api/v1/idm/rights-requests")
                                            .POST(BodyPublishers.ofString("""
                                                    {"email": "one-of-%d@example.org", "kind": "erasure"}""".formatted(i))),
                                    "Content-Type",
                                    "application/json")
                            .statusCode())
                    .isEqualTo(202);
        }
        for (int i = 0; i < 35; i++) {
            String email = "one-of-" + i + "@example.org";
            await(() -> rights.types(email).contains("rights.request-received.v1"));
        }
    }

    /** A password manager fills in what nobody sees, and is faster than anybody. */
    @Test
    void what_looks_like_a_program_s_is_on_record_without_a_mail_and_the_desk_sees_that() {
        String email = "password-manager@example.org";
        List<Supplier<String>> traps = List.of(
                () -> "\"contact-url\": \"https://me.example\"",
                () -> "\"formToken\": "
                        + json(rights.get("/api/v1/idm/forms/rights")).path("formToken"));
        for (Supplier<String> trap : traps) {
            rights.clock.advance(Duration.ofDays(1));
            HttpResponse<String> taken =
                    rights.postJson("/api/v1/idm/rights-requests", """
                    {"email": "%s", "kind": "erasure", %s}""".formatted(email, trap.get()));
            assertThat(taken.statusCode()).isEqualTo(202);
        }
        await(() -> rights.types(email).stream()
                        .filter("rights.request-received.v1"::equals)
                        .count()
                == 2);
        var waiting = json(rights.desk("privacy-desk", "/" + rights.requestOf(email)));
        assertThat(waiting.path("receipt").asBoolean(true)).isFalse();
        rights.ask("somebody-after@example.org", "access");
        assertThat(rights.mailsTo(email)).isEmpty();
    }

    /** The one that waits is not lost by the erasure that was asked for before. */
    @Test
    void a_request_that_waits_is_on_record_before_its_person_is_erased() {
        String email = "asks-while-erased@example.org";
        var admission = rights.admission();
        admission.shutDown();
        rights.postJson("/api/v1/idm/rights-requests", "{\"email\": \"" + email + "\", \"kind\": \"access\"}");
        rights.erase(email);
        assertThat(rights.entries(email)).extracting(Entry::type).contains("rights.request-received.v1");
        admission.start();
        rights.nextMail(email, 0);
        assertThat(rights.types(email)).containsOnlyOnce("rights.request-received.v1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"email\": \"ada@example.org\"}",
                "{\"email\": \"ada@example.org\", \"kind\": \"everything\"}",
                "{\"email\": \"ada@example.org\", \"kind\": [\"access\"]}",
                "{\"email\": \"canary\", \"kind\": \"access\"}",
                "{\"email\": \"a@example.org\\r\\nBcc: canary@example.org\", \"kind\": \"access\"}",
                "[]"
            })
    void what_is_no_request_is_refused_by_its_field(String body) {
        HttpResponse<String> refused = rights.postJson("/api/v1/idm/rights-requests", body);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("https://nachweis.io/problems/").doesNotContain("canary");
    }

    @Test
    void a_form_goes_on_to_a_page_of_the_controller() {
        HttpResponse<String> taken = rights.postForm(
                "/api/v1/idm/rights-requests",
                Map.of("email", "form@example.org", "kind", "access", "returnTo", "https://elsewhere.example"));
        assertThat(taken.statusCode()).isEqualTo(303);
        assertThat(taken.headers().firstValue("Location")).contains("https://www.i-digital-m.com/");
        assertThat(text(rights.nextMail("form@example.org", 0))).contains("Auskunft (Art. 15 DSGVO)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"access", "erasure", "withdrawal"})
    void a_form_that_is_not_right_comes_back_with_its_choice(String kind) {
        HttpResponse<String> page = rights.postForm(
                "/api/v1/idm/rights-requests",
                Map.of("email", "nobody", "kind", kind, "locale", "en"),
                "Accept",
                "text/html,*/*;q=0.8");
        assertThat(page.statusCode()).isEqualTo(400);
        assertThat(page.body()).contains("value=\"" + kind + "\" selected", "value=\"nobody\"", "Send the request");
    }

    @Test
    void the_form_says_what_it_asks_for() {
        JsonNode form = json(rights.get("/api/v1/idm/forms/rights?locale=en-US"));
        assertThat(form.path("language").asString()).isEqualTo("en");
        assertThat(form.path("action").asString()).isEqualTo("/api/v1/idm/rights-requests");
        assertThat(form.path("button").asString()).isEqualTo("Send the request");
        assertThat(form.at("/fields/1/label").asString()).isEqualTo("E-mail address");
        JsonNode kind = form.at("/fields/0");
        assertThat(kind.path("type").asString()).isEqualTo("select");
        assertThat(kind.path("choices").findValuesAsString("value")).containsExactly("access", "erasure", "withdrawal");
        assertThat(kind.at("/choices/0/label").asString()).contains("Art. 15");
        assertThat(rights.get("/api/v1/idm/forms/newsletter").statusCode()).isEqualTo(404);
    }
}
