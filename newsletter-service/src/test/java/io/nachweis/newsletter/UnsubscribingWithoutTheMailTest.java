package io.nachweis.newsletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.testing.ModuleTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@ModuleTest
class UnsubscribingWithoutTheMailTest {

    private static final String REQUESTS = "/api/v1/muster/unsubscribe-requests";

    private final RunningNewsletter newsletter;

    UnsubscribingWithoutTheMailTest(RunningNewsletter newsletter) {
        this.newsletter = newsletter;
    }

    @Test
    void a_link_comes_by_mail_and_works() {
        String email = "lost-the-mail@example.org";
        newsletter.signUpAndConfirm(email);
        newsletter.clock.advance(Duration.ofDays(2));
        assertThat(newsletter
                        .postJson(REQUESTS, body("LOST-the-mail@example.org"))
                        .statusCode())
                .isEqualTo(202);

        String link = RunningNewsletter.linkIn(newsletter.nextMail(email, 2));
        assertThat(newsletter.types(email)).doesNotContain("subscription.consent-withdrawn.v1");
        RunningNewsletter.await(() -> newsletter.types(email).getLast().equals("mail.sent.v1"));
        assertThat(newsletter.entries(email).getLast().data().path("kind").asString())
                .isEqualTo("unsubscribe-link");
        newsletter.postForm(link);
        assertThat(newsletter.types(email)).endsWith("subscription.consent-withdrawn.v1");
    }

    @Test
    void every_address_gets_the_same_answer_and_only_who_can_withdraw_a_mail() {
        String known = "known-here@example.org";
        String waiting = "waiting-here@example.org";
        newsletter.signUpAndConfirm(known);
        newsletter.signUp(waiting);
        newsletter.clock.advance(Duration.ofDays(2));
        for (String email : new String[] {known, known, waiting, "nobody-here@example.org"}) {
            var answer = newsletter.postJson(REQUESTS, body(email));
            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.body()).isEqualTo("{\"status\":\"accepted\"}");
        }
        newsletter.nextMail(known, 2);
        RunningNewsletter.await(() -> newsletter.types(known).getLast().equals("mail.sent.v1"));
        assertThat(newsletter.mailsTo(known)).hasSize(3);
        assertThat(newsletter.mailsTo(waiting)).hasSize(1);
        assertThat(newsletter.mailsTo("nobody-here@example.org")).isEmpty();
    }

    @Test
    void a_browser_is_sent_to_a_page_of_the_controller() {
        var answer = newsletter.postForm(
                REQUESTS, "email", "someone@example.org", "returnTo", "https://www.muster.example/danke");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("location")).hasValue("https://www.muster.example/danke");
        assertThat(newsletter
                        .postForm(REQUESTS, "email", "someone@example.org", "returnTo", "https://evil.example/")
                        .headers()
                        .firstValue("location"))
                .hasValue("https://www.muster.example");
    }

    @Test
    void what_is_no_address_is_refused() {
        for (String body : new String[] {"{}", "{\"email\": \"x\"}", "{\"email\": 1}", "[]", "{"}) {
            assertThat(newsletter.postJson(REQUESTS, body).statusCode()).isEqualTo(400);
        }
    }

    private static String body(String email) {
        return "{\"email\": \"" + email + "\"}";
    }
}
