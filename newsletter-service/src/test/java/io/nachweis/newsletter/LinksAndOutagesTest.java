package io.nachweis.newsletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.Channel;
import io.nachweis.contracts.Fact;
import io.nachweis.evidence.Entry;
import io.nachweis.facts.FactListener.ReceivedFact;
import io.nachweis.mail.MailAttempt;
import io.nachweis.mail.MailAttempts;
import io.nachweis.mail.MailAttempts.DeferredMail;
import io.nachweis.mail.Mailing;
import io.nachweis.newsletter.decision.MailKind;
import io.nachweis.testing.ModuleTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ModuleTest
class LinksAndOutagesTest {

    private final RunningNewsletter newsletter;

    LinksAndOutagesTest(RunningNewsletter newsletter) {
        this.newsletter = newsletter;
    }

    @Test
    void an_expired_link_offers_a_fresh_one_that_works() {
        String email = "slow@example.org";
        String stale = newsletter.signUp(email);
        newsletter.clock.advance(Duration.ofDays(2));

        assertThat(newsletter.get(stale).body()).contains("abgelaufen", "Neuen Link schicken");
        assertThat(newsletter.press(stale, "confirm").body()).contains("abgelaufen");
        assertThat(newsletter.press(stale, "renew").body()).contains("Ein neuer Link ist unterwegs");

        String fresh = RunningNewsletter.linkIn(newsletter.nextMail(email, 1));
        assertThat(newsletter.press(fresh, "confirm").body()).contains("<h1>Bestätigt</h1>");
    }

    @Test
    void a_newer_sign_up_replaces_an_older_one_and_a_hasty_one_does_not() {
        String email = "twice@example.org";
        String older = newsletter.signUp(email);
        newsletter.postJson(
                "/api/v1/muster/subscriptions",
                "{\"email\": \"TWICE@example.org\", \"consents\": [\"newsletter/1/de\"]}");
        newsletter.clock.advance(Duration.ofMinutes(15));
        String newer = newsletter.signUp(email);

        assertThat(newsletter.mailsTo(email)).hasSize(2);
        assertThat(newsletter.get(older).body()).contains("Es gibt eine neuere E-Mail");
        assertThat(newsletter.get(newer).body()).contains("Bitte bestätigen");
    }

    @Test
    void a_form_leads_to_a_page_of_the_controller_only() {
        String[] wanted = {
            "https://www.muster.example/thanks", "https://evil.example/", "", "//www.muster.example/thanks"
        };
        String[] reached = {"thanks", "danke", "danke", "danke"};
        for (int i = 0; i < wanted.length; i++) {
            var answer = newsletter.postForm(
                    "/api/v1/muster/subscriptions",
                    "email",
                    "form@example.org",
                    "consents",
                    "newsletter/1/de",
                    "returnTo",
                    wanted[i]);
            assertThat(answer.statusCode()).isEqualTo(303);
            assertThat(answer.headers().firstValue("location")).hasValue("https://www.muster.example/" + reached[i]);
        }
    }

    @Test
    void a_mail_waits_for_its_server() {
        String email = "patient@example.org";
        newsletter.stopMailServer();
        var accepted = newsletter.postJson(
                "/api/v1/muster/subscriptions", "{\"email\": \"" + email + "\", \"consents\": [\"newsletter/1/en\"]}");
        assertThat(accepted.statusCode()).isEqualTo(202);
        newsletter.startMailServer();

        assertThat(RunningNewsletter.text(newsletter.nextMail(email, 0))).contains("please confirm it");
        RunningNewsletter.await(() -> newsletter.types(email).size() == 2);
        assertThat(newsletter.entries(email).getLast().data().path("certain").asBoolean())
                .isTrue();
        assertThat(newsletter.database().getCollection("mail_attempts").countDocuments())
                .isZero();
    }

    /** As if the process had been killed between the mail server's word and our record of it. */
    @Test
    void a_mail_that_may_have_gone_out_before_is_sent_again_and_said_to_be_uncertain() throws Exception {
        String email = "uncertain@example.org";
        newsletter.stopMailServer();
        newsletter.postJson(
                "/api/v1/muster/subscriptions", "{\"email\": \"" + email + "\", \"consents\": [\"newsletter/1/de\"]}");
        MailAttempt attempt = attempt(email);
        RunningNewsletter.await(() ->
                newsletter.bean(MailAttempts.class).begin(List.of(attempt)).isEmpty());
        newsletter.startMailServer();

        assertThat(newsletter.nextMail(email, 0).getMessageID()).isEqualTo(attempt.messageId());
        RunningNewsletter.await(() -> newsletter.types(email).size() == 2);
        assertThat(newsletter.entries(email).getLast().data().path("certain").asBoolean())
                .isFalse();
    }

    /** As if the process had been killed right after the record: its event is heard once more. */
    @Test
    void a_mail_that_is_on_record_is_not_sent_again() throws Exception {
        String email = "once@example.org";
        newsletter.signUp(email);
        RunningNewsletter.await(() -> newsletter.types(email).size() == 2);
        MailAttempt attempt = attempt(email);
        var attempts = newsletter.bean(MailAttempts.class);
        attempts.begin(List.of(attempt));
        attempts.putOff(new DeferredMail(attempt, false, 1), newsletter.clock.instant());

        RunningNewsletter.await(
                () -> newsletter.database().getCollection("mail_attempts").countDocuments() == 0);
        assertThat(newsletter.mailsTo(email)).hasSize(1);
        assertThat(newsletter.types(email)).hasSize(2);
    }

    private MailAttempt attempt(String email) {
        Entry requested = newsletter.entries(email).getFirst();
        UUID subscription =
                UUID.fromString(requested.data().path("subscription").asString());
        UUID signUp = UUID.fromString(requested.data().path("signUp").asString());
        String messageId =
                newsletter.bean(Mailing.class).messageId("muster", subscription, UUID.fromString(requested.id()));
        return new MailAttempt(messageId, MailKind.CONFIRMATION.id(), "muster", subscription, signUp);
    }

    @Test
    void one_click_works_as_multipart_too() {
        String email = "multipart@example.org";
        String oneClick = newsletter.signUpAndConfirm(email).replace("/unsubscribe?", "/one-click?");
        var done = newsletter.send(
                newsletter
                        .request(oneClick)
                        .POST(
                                BodyPublishers.ofString(
                                        "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n")),
                "Content-Type",
                "multipart/form-data; boundary=x");
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(newsletter.types(email)).endsWith("subscription.consent-withdrawn.v1");
    }

    @Test
    void everything_is_told_by_one_clock() throws Exception {
        String email = "on-time@example.org";
        newsletter.clock.advance(Duration.ofDays(3));
        var before = newsletter.clock.instant();
        newsletter.signUp(email);
        RunningNewsletter.await(() -> newsletter.types(email).contains("mail.sent.v1"));
        assertThat(newsletter.entries(email))
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.recordedAt()).isBetween(before, newsletter.clock.instant()));
        assertThat(newsletter.mailsTo(email).getFirst().getSentDate().toInstant())
                .isBetween(before.minusSeconds(1), newsletter.clock.instant());
    }

    /** Also where the ledger did not know of the sign-up yet, and told nobody else. */
    @ParameterizedTest
    @ValueSource(strings = {"nachweis.consents", "nachweis.consent"})
    void a_withdrawal_that_the_desk_recorded_counts_here_too(String topic) {
        String email = topic + "@example.org";
        newsletter.signUpAndConfirm(email);
        var now = newsletter.clock.instant();
        var withdrawn = new Fact.ConsentWithdrawn("muster", "newsletter", "letter", Channel.LETTER, now, now);
        for (int i = 0; i < 2; i++) {
            newsletter.hears(topic, new ReceivedFact("1.0", "/consent", 1, newsletter.subject(email), withdrawn));
        }
        newsletter.hears(
                topic, new ReceivedFact("2.0", "/consent", 2, newsletter.subject("stranger@example.org"), withdrawn));

        assertThat(newsletter.entries(email))
                .filteredOn(entry -> entry.type().contains("withdrawn"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.type()).isEqualTo("subscription.consent-withdrawn.v1"))
                .satisfies(entry ->
                        assertThat(entry.data().path("channel").asString()).isEqualTo("letter"));
    }
}
