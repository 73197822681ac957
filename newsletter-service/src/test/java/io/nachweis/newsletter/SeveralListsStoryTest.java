package io.nachweis.newsletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.evidence.Entry;
import io.nachweis.testing.ModuleTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

@ModuleTest
class SeveralListsStoryTest {

    private final RunningNewsletter newsletter;

    SeveralListsStoryTest(RunningNewsletter newsletter) {
        this.newsletter = newsletter;
    }

    @Test
    void a_form_offers_each_list_by_itself() {
        var form = JsonMapper.shared()
                .readTree(newsletter.get("/api/v1/muster/forms/lists?locale=de").body());
        assertThat(form.path("wordings").values().stream()
                        .map(wording -> wording.path("id").asString()))
                .containsExactly("lists/1/de", "lists/2/de");

        newsletter.clock.advance(Duration.ofSeconds(3));
        String email = "form-of-lists@example.org";
        newsletter.postJson("/api/v1/muster/subscriptions", """
                {"email": "%s", "consents": ["lists/1/de", "lists/2/de"], "formToken": "%s"}""".formatted(
                        email, form.path("formToken").asString()));
        assertThat(newsletter.entries(email).getFirst().data().path("wordings").values().stream()
                        .map(wording -> wording.path("shownBy").asString()))
                .containsExactly("us", "us");
    }

    @Test
    void one_mail_asks_about_all_lists_and_each_can_be_left_out() throws Exception {
        String email = "chooser@example.org";
        String confirm = signUpForBoth(email);
        var mail = newsletter.mailsTo(email).getFirst();
        assertThat(mail.getSubject()).isEqualTo("Bitte bestätigen: Rundbrief, Termine (Muster & Söhne GmbH)");
        assertThat(newsletter.get(confirm).body())
                .contains("Ich möchte den Rundbrief.", "Ich möchte die Termine.", "value=\"lists/2/de\" checked");

        assertThat(newsletter.press(confirm, "confirm", "choice", "true").body())
                .contains("<h1>Bitte bestätigen</h1>")
                .doesNotContain("checked");
        assertThat(newsletter
                        .press(confirm, "confirm", "choice", "true", "consents", "lists/2/de")
                        .body())
                .contains("<h1>Bestätigt</h1>");
        assertThat(agreedTo(email)).containsExactly("lists/2/de");

        var record = newsletter.nextMail(email, 1);
        assertThat(record.getSubject()).isEqualTo("Ihre Einwilligung: Termine (Muster & Söhne GmbH)");
        assertThat(RunningNewsletter.text(record))
                .contains("Ich möchte die Termine.", "/muster/preferences?token=")
                .doesNotContain("Rundbrief");
    }

    @Test
    void who_does_not_choose_confirms_what_was_asked_for() {
        String email = "all-of-it@example.org";
        newsletter.press(signUpForBoth(email), "confirm");
        assertThat(agreedTo(email)).containsExactly("lists/1/de", "lists/2/de");
    }

    @Test
    void preferences_show_every_list_and_withdraw_one_or_all() {
        String email = "picky@example.org";
        String preferences = preferencesOf(email);
        String page = newsletter.get(preferences).body();
        assertThat(page)
                .contains("p•••@example.org", "<h2>Rundbrief</h2>", "<h2>Termine</h2>", "Von allem abmelden")
                .doesNotContain(email);
        assertThat(withdrawn(email)).isEmpty();

        newsletter.postForm(preferences, "action", "withdraw", "purpose", "events");
        assertThat(withdrawn(email)).containsExactly("events");
        assertThat(newsletter.get(preferences).body())
                .contains("Ich willige ein, dass mir die Termine zugesendet werden.", "Einverstanden")
                .doesNotContain("Von allem abmelden");

        newsletter.postForm(preferences, "action", "withdraw", "purpose", "events");
        newsletter.postForm(preferences, "action", "withdraw", "purpose", "no-such-purpose");
        assertThat(newsletter.postForm(preferences, "action", "withdraw-all").body())
                .contains("Ab sofort widerrufen.");
        assertThat(withdrawn(email)).containsExactly("events", "newsletter");
    }

    @Test
    void nobody_is_signed_up_on_the_preferences_page_before_the_mail_is_confirmed() {
        String email = "back-again@example.org";
        String preferences = preferencesOf(email);
        newsletter.postForm(preferences, "action", "withdraw", "purpose", "events");
        newsletter.clock.advance(Duration.ofHours(25));
        int before = newsletter.mailsTo(email).size();

        var asked = newsletter.postForm(preferences, "action", "subscribe", "purpose", "events");
        assertThat(asked.body()).contains("Bitte sehen Sie in Ihr Postfach", "ist unterwegs");
        assertThat(agreedTo(email)).hasSize(2);
        String confirm = RunningNewsletter.linkIn(newsletter.nextMail(email, before));
        newsletter.press(confirm, "confirm");
        assertThat(newsletter.entries(email).stream()
                        .filter(entry -> entry.type().equals("subscription.confirmed.v1")))
                .hasSize(2);
    }

    @Test
    void a_mail_that_will_not_come_is_not_promised() {
        String email = "too-often@example.org";
        String preferences = preferencesOf(email);
        newsletter.postForm(preferences, "action", "withdraw-all");
        assertThat(newsletter
                        .postForm(preferences, "action", "subscribe", "purpose", "events")
                        .body())
                .contains("Es hat sich nichts geändert", "keine weitere E-Mail")
                .doesNotContain("Bitte sehen Sie in Ihr Postfach", "ist unterwegs");
        newsletter.settle();
        assertThat(newsletter.mailsTo(email)).hasSize(2);
    }

    @Test
    void links_of_one_kind_do_not_open_pages_of_another() {
        String email = "mixed-up@example.org";
        String confirm = signUpForBoth(email);
        String preferences = preferencesOf("mixed-up-too@example.org");
        for (String page : List.of("confirm", "unsubscribe", "one-click")) {
            assertThat(newsletter.get(preferences.replace("preferences", page)).statusCode())
                    .isEqualTo(404);
        }
        assertThat(newsletter.get(confirm.replace("confirm", "preferences")).statusCode())
                .isEqualTo(404);
        assertThat(newsletter.get("/muster/preferences").statusCode()).isEqualTo(400);
    }

    private String signUpForBoth(String email) {
        newsletter.postJson("/api/v1/muster/subscriptions", """
                {"email": "%s", "consents": ["lists/1/de", "lists/2/de"]}""".formatted(email));
        return RunningNewsletter.linkIn(newsletter.nextMail(email, 0));
    }

    private String preferencesOf(String email) {
        newsletter.press(signUpForBoth(email), "confirm");
        String record = RunningNewsletter.text(newsletter.nextMail(email, 1));
        int start = record.indexOf("/muster/preferences?token=");
        return record.substring(start, record.indexOf('\n', start));
    }

    private List<String> agreedTo(String email) {
        return newsletter.entries(email).stream()
                .filter(entry -> entry.type().equals("subscription.confirmed.v1"))
                .flatMap(entry -> entry.data().path("wordings").values().stream())
                .map(wording -> wording.path("id").asString())
                .toList();
    }

    private List<String> withdrawn(String email) {
        return newsletter.entries(email).stream()
                .filter(entry -> entry.type().equals("subscription.consent-withdrawn.v1"))
                .map(Entry::data)
                .map(data -> data.path("purpose").asString())
                .toList();
    }
}
