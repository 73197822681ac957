package io.nachweis.newsletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.testing.ModuleTest;
import io.nachweis.testing.TestSecrets;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@ModuleTest
class HandingOverTest {

    private static final String SIGN_UPS = "/internal/muster/sign-ups";

    private final RunningNewsletter newsletter;

    HandingOverTest(RunningNewsletter newsletter) {
        this.newsletter = newsletter;
    }

    @Test
    void counts_once_however_often_it_happens_and_only_when_the_mailbox_confirms() {
        String email = "handed@example.org";
        String body = signUp(
                email, "{\"id\": \"lists/1/de\", \"shownByUs\": true}, {\"id\": \"lists/2/de\", \"shownByUs\": false}");
        for (int times = 0; times < 3; times++) {
            assertThat(handOver(body, "one").statusCode()).isEqualTo(204);
        }

        String confirm = RunningNewsletter.linkIn(newsletter.nextMail(email, 0));
        assertThat(newsletter.types(email)).containsOnlyOnce("subscription.requested.v1");
        var requested = newsletter.entries(email).getFirst().data();
        assertThat(requested.path("ip").asString()).isEqualTo("192.0.2.9");
        assertThat(requested.path("requestedAt").asString()).startsWith("2026-11-20T12:00:00");
        assertThat(requested.at("/wordings/0/shownBy").asString()).isEqualTo("us");
        assertThat(requested.at("/wordings/1/shownBy").asString()).isEqualTo("site");

        newsletter.clock.advance(Duration.ofMinutes(1));
        assertThat(newsletter.press(confirm, "confirm").body()).contains("<h1>Bestätigt</h1>");
        assertThat(newsletter.types(email)).contains("subscription.confirmed.v1");
    }

    /** By who holds the keys of all other services, too. */
    @Test
    void is_for_the_service_with_the_forms_only() {
        String email = "forged@example.org";
        String body = signUp(email, "{\"id\": \"lists/1/de\", \"shownByUs\": true}");

        assertThat(newsletter.postJson(SIGN_UPS, body).statusCode()).isEqualTo(403);
        for (String service : new String[] {"consent", "newsletter", "rights"}) {
            assertThat(handOver(service, body, body, service).statusCode()).isEqualTo(403);
        }
        assertThat(newsletter.entries(email)).isEmpty();
    }

    @Test
    void refuses_what_nobody_could_have_ticked() {
        for (String wordings : new String[] {
            "", "{\"id\": \"other/1/de\", \"shownByUs\": true}", "{\"id\": null, \"shownByUs\": true}", "null"
        }) {
            assertThat(handOver(signUp("odd@example.org", wordings), "odd" + wordings.length())
                            .statusCode())
                    .isEqualTo(400);
        }
        assertThat(handOver("{}", "empty").statusCode()).isEqualTo(400);
    }

    @Test
    void ends_in_silence_where_no_mail_may_be_sent_any_more() {
        String email = "bombed@example.org";
        for (int times = 0; times < 8; times++) {
            newsletter.clock.advance(Duration.ofMinutes(20));
            assertThat(handOver(signUp(email, "{\"id\": \"lists/1/de\", \"shownByUs\": true}"), "bomb-" + times)
                            .statusCode())
                    .isEqualTo(204);
        }
        assertThat(newsletter.types(email).stream().filter("subscription.requested.v1"::equals))
                .hasSizeLessThan(8);
    }

    /** By somebody between two services who can change what passes. */
    @Test
    void a_body_that_is_not_the_one_that_was_signed_is_refused() {
        String ticked = "{\"id\": \"lists/1/de\", \"shownByUs\": true}";
        String signed = signUp("real@example.org", ticked);
        String changed = signUp("victim@example.org", ticked);

        assertThat(handOver(signed, changed, "changed").statusCode()).isEqualTo(403);
        assertThat(handOver(signed, signed + " ", "longer").statusCode()).isEqualTo(403);
        assertThat(newsletter.types("victim@example.org")).isEmpty();
        assertThat(newsletter.types("real@example.org")).isEmpty();
    }

    private HttpResponse<String> handOver(String body, String key) {
        return handOver(body, body, key);
    }

    private HttpResponse<String> handOver(String signed, String body, String key) {
        return handOver("lead", signed, body, key);
    }

    private HttpResponse<String> handOver(String service, String signed, String body, String key) {
        var request = newsletter.request(SIGN_UPS).POST(BodyPublishers.ofString(body));
        var byService = TestSecrets.byService(service, "newsletter", request.build(), signed);
        return newsletter.send(
                HttpRequest.newBuilder(byService, (_, _) -> true),
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                key);
    }

    private static String signUp(String email, String wordings) {
        return """
                {"email": "%s", "ip": "192.0.2.9", "requestedAt": "2026-11-20T12:00:00Z", "wordings": [%s]}""".formatted(email, wordings);
    }
}
