package io.nachweis.newsletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.testing.ModuleTest;
import jakarta.mail.internet.MimeMessage;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A way out withdraws what it names, and nothing else. */
@ModuleTest
class LeavingOneListTest {

    private final RunningNewsletter newsletter;

    LeavingOneListTest(RunningNewsletter newsletter) {
        this.newsletter = newsletter;
    }

    @Test
    void by_one_click_of_the_mail_about_it() throws Exception {
        String email = "one-of-two@example.org";
        newsletter.signUpAndConfirm(email);
        MimeMessage record = record(email, "lists/2/de");
        assertThat(record.getHeader("List-Id")).containsExactly("<events.muster.privacy.muster.example>");

        newsletter.postForm(oneClick(record), "List-Unsubscribe", "One-Click");
        assertThat(withdrawn(email)).containsExactly("events");
    }

    @Test
    void on_its_page_which_offers_everything_beside_it() throws Exception {
        String email = "page-of-one@example.org";
        newsletter.signUpAndConfirm(email);
        String page = RunningNewsletter.linkIn(record(email, "lists/2/de"));
        assertThat(newsletter.get(page).body())
                .contains("<p class=\"about\">Termine</p>", "Ich möchte die Termine.", "Von allem abmelden")
                .doesNotContain("Rundbrief");

        assertThat(newsletter.postForm(page).body())
                .contains("<h1>Sie sind abgemeldet</h1>", "Termine", "ab sofort widerrufen", "noch ankommen")
                .contains("Von allem abmelden");
        assertThat(withdrawn(email)).containsExactly("events");
        assertThat(newsletter.postForm(page, "action", "unsubscribe-all").body())
                .doesNotContain("Von allem abmelden");
        assertThat(withdrawn(email)).containsExactly("events", "newsletter");
    }

    @Test
    void is_said_at_once_afterwards_and_not_asked_again() {
        String email = "once-is-enough@example.org";
        String page = newsletter.signUpAndConfirm(email);
        newsletter.postForm(page);
        for (var again : List.of(newsletter.get(page), newsletter.postForm(page))) {
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(again.body())
                    .contains("<h1>Sie sind abgemeldet</h1>", "keine Einwilligung mehr")
                    .doesNotContain("<button");
        }
        assertThat(withdrawn(email)).containsExactly("newsletter");
    }

    @Test
    void leaves_a_mail_that_names_both_lists_with_both() throws Exception {
        String email = "both-in-one@example.org";
        MimeMessage record = record(email, "lists/1/de\", \"lists/2/de");
        assertThat(record.getHeader("List-Id")).containsExactly("<events+newsletter.muster.privacy.muster.example>");
        newsletter.postForm(oneClick(record), "List-Unsubscribe", "One-Click");
        assertThat(withdrawn(email)).containsExactly("events", "newsletter");
    }

    @Test
    void is_not_what_who_lost_the_mail_asks_for() throws Exception {
        String email = "out-of-all@example.org";
        newsletter.signUpAndConfirm(email);
        record(email, "lists/2/de");
        newsletter.clock.advance(Duration.ofDays(2));
        int before = newsletter.mailsTo(email).size();
        newsletter.postJson("/api/v1/muster/unsubscribe-requests", "{\"email\": \"%s\"}".formatted(email));
        MimeMessage links = newsletter.nextMail(email, before);
        assertThat(links.getHeader("List-Id")).containsExactly("<muster.privacy.muster.example>");
        assertThat(newsletter.get(RunningNewsletter.linkIn(links)).body())
                .contains("<p class=\"about\">Rundbrief, Termine</p>");
        newsletter.postForm(oneClick(links), "List-Unsubscribe", "One-Click");
        assertThat(withdrawn(email)).containsExactlyInAnyOrder("events", "newsletter");
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain, List-Unsubscribe=One-Click, 200",
        "text/plain; charset=utf-8, 'List-Unsubscribe=One-Click\r\n', 200",
        "application/octet-stream, List-Unsubscribe=One-Click, 200",
        "text/plain, List-Unsubscribe=One-Click&x=y, 400",
        "text/plain, One-Click, 400",
        "text/plain, '', 400",
        "application/json, List-Unsubscribe=One-Click, 400"
    })
    void works_with_the_exact_words_as_text(String type, String body, int status) {
        String email = "as-text-" + Integer.toHexString((type + body).hashCode()) + "@example.org";
        String oneClick = newsletter.signUpAndConfirm(email).replace("/unsubscribe?", "/one-click?");
        assertThat(newsletter
                        .send(newsletter.request(oneClick).POST(BodyPublishers.ofString(body)), "Content-Type", type)
                        .statusCode())
                .isEqualTo(status);
        assertThat(withdrawn(email)).hasSize(status == 200 ? 1 : 0);
    }

    /** The mail that records the consent to these wordings. */
    private MimeMessage record(String email, String wordings) {
        newsletter.clock.advance(Duration.ofMinutes(16));
        int before = newsletter.mailsTo(email).size();
        newsletter.postJson(
                "/api/v1/muster/subscriptions",
                "{\"email\": \"%s\", \"consents\": [\"%s\"]}".formatted(email, wordings));
        newsletter.press(RunningNewsletter.linkIn(newsletter.nextMail(email, before)), "confirm");
        return newsletter.nextMail(email, before + 1);
    }

    private static String oneClick(MimeMessage mail) throws Exception {
        String header = mail.getHeader("List-Unsubscribe")[0];
        return header.substring(header.indexOf("/muster/"), header.length() - 1);
    }

    private List<String> withdrawn(String email) {
        return newsletter.entries(email).stream()
                .filter(entry -> entry.type().equals("subscription.consent-withdrawn.v1"))
                .map(entry -> entry.data().path("purpose").asString())
                .toList();
    }
}
