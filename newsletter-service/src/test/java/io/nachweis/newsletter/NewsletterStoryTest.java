package io.nachweis.newsletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.starter.Sha256;
import io.nachweis.testing.ModuleTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ModuleTest
class NewsletterStoryTest {

    private final RunningNewsletter newsletter;

    NewsletterStoryTest(RunningNewsletter newsletter) {
        this.newsletter = newsletter;
    }

    @Test
    void from_a_form_to_the_end_by_one_click() throws Exception {
        String erika = "erika@example.org";

        JsonNode form = JsonMapper.shared()
                .readTree(newsletter
                        .get("/api/v1/muster/forms/newsletter?locale=de")
                        .body());
        assertThat(form.at("/wordings/0/id").asString()).isEqualTo("newsletter/1/de");
        assertThat(form.at("/fields").values().stream()
                        .map(field -> field.path("id").asString()))
                .containsExactly("email", "company");

        newsletter.clock.advance(Duration.ofSeconds(5));
        var accepted = newsletter.postJson("/api/v1/muster/subscriptions", """
                {"email": " Erika@Example.org", "company": "Acme", "role": "Spokesperson", "phone": "+49 451 0815",
                 "consents": ["newsletter/1/de"], "formToken": "%s"}""".formatted(
                        form.path("formToken").asString()));
        assertThat(accepted.statusCode()).isEqualTo(202);
        assertThat(accepted.body()).isEqualTo("{\"status\":\"accepted\"}");

        var mail = newsletter.nextMail("Erika@example.org", 0);
        assertThat(mail.getSubject()).isEqualTo("Bitte bestätigen: Rundbrief (Muster & Söhne GmbH)");
        assertThat(mail.getContentType()).startsWith("text/plain; charset=UTF-8");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getHeader("X-Auto-Response-Suppress")).containsExactly("OOF, AutoReply");
        assertThat(mail.getHeader("List-Unsubscribe")).isNull();
        assertThat(RunningNewsletter.text(mail)).doesNotContain("Acme", "Spokesperson", "Erika@");

        String confirm = RunningNewsletter.linkIn(mail);
        RunningNewsletter.await(() -> newsletter.types(erika).size() == 2);
        assertThat(newsletter.head(confirm).statusCode()).isEqualTo(200);
        assertThat(newsletter.get(confirm).body())
                .contains("Muster &amp; Söhne GmbH", "Ich möchte den Rundbrief", "Bestätigen", "Das war ich nicht");
        assertThat(newsletter.types(erika)).containsExactly("subscription.requested.v1", "mail.sent.v1");

        String token = confirm.substring(confirm.indexOf('=') + 1);
        String nonce = RunningNewsletter.nonce(newsletter.get(confirm));
        assertThat(newsletter
                        .postForm("/muster/confirm", "token", token, "nonce", nonce, "action", "confirm")
                        .body())
                .contains("<h1>Bestätigt</h1>");
        assertThat(newsletter
                        .postForm(confirm, "token", token, "nonce", nonce, "action", "confirm")
                        .body())
                .contains("<h1>Schon bestätigt</h1>");

        var record = newsletter.nextMail("Erika@example.org", 1);
        assertThat(record.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
        assertThat(record.getHeader("List-Id")).containsExactly("<newsletter.muster.privacy.muster.example>");
        assertThat(record.getHeader("List-Unsubscribe")[0])
                .startsWith("<https://privacy.muster.example/muster/one-click?token=");

        String oneClick = record.getHeader("List-Unsubscribe")[0]
                .replace("<https://privacy.muster.example", "")
                .replace(">", "");
        assertThat(newsletter.get(oneClick).statusCode()).isEqualTo(200);
        assertThat(newsletter.postForm(oneClick).statusCode()).isEqualTo(400);
        RunningNewsletter.await(() -> newsletter.types(erika).size() == 4);
        assertThat(newsletter.types(erika)).doesNotContain("subscription.consent-withdrawn.v1");

        JsonNode request = newsletter.entries(erika).getFirst().data(); // Company and role end with the consent.
        var done = newsletter.postForm(oneClick, "List-Unsubscribe", "One-Click");
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(done.headers().map()).doesNotContainKeys("location", "set-cookie");
        assertThat(newsletter.types(erika))
                .containsExactly(
                        "subscription.requested.v1",
                        "mail.sent.v1",
                        "subscription.confirmed.v1",
                        "mail.sent.v1",
                        "subscription.consent-withdrawn.v1");
        assertThat(newsletter.get(confirm).body()).contains("<h1>Sie haben widerrufen</h1>");

        assertThat(request.path("email").asString()).isEqualTo("Erika@Example.org");
        assertThat(request.path("ip").asString()).isEqualTo("192.0.2.7");
        assertThat(request.path("company").asString()).isEqualTo("Acme");
        assertThat(request.at("/wordings/0/shownBy").asString()).isEqualTo("us");
        assertThat(newsletter.entries(erika).toString()).doesNotContain("Spokesperson", "451 0815");
        JsonNode sent = newsletter.entries(erika).get(1).data();
        assertThat(sent.path("messageId").asString()).isEqualTo(mail.getMessageID());
        assertThat(sent.path("smtpReply").asString()).startsWith("250");
        assertThat(sent.path("certain").asBoolean()).isTrue();
        assertThat(sent.path("about")).isEqualTo(request.path("subscription"));
        assertThat(sent.path("caseId")).isEqualTo(request.path("signUp"));
        assertThat(newsletter.everyEntry("text.published.v1"))
                .filteredOn(text -> text.path("sha256").equals(sent.path("textSha256")))
                .singleElement()
                .satisfies(text -> {
                    assertThat(text.path("id")).isEqualTo(sent.path("template"));
                    assertThat(text.path("language").asString()).isEqualTo("de");
                    assertThat(Sha256.of(text.path("text").asString()))
                            .isEqualTo(text.path("sha256").asString());
                });
    }
}
