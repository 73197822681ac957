package io.nachweis.newsletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.nachweis.mail.MailAttempts;
import io.nachweis.testing.ModuleTest;
import io.nachweis.testing.ScriptedSmtp;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** What a mail server says about one mail holds up no other, and counts against the recipient only if it is about them. */
@ModuleTest
class PuttingMailsOffTest {

    private static final Duration LONGER_THAN_AN_ATTEMPT = Duration.ofMinutes(11);

    private final RunningNewsletter newsletter;

    PuttingMailsOffTest(RunningNewsletter newsletter) {
        this.newsletter = newsletter;
    }

    @Test
    void a_mail_that_is_put_off_holds_up_no_other_and_goes_later() throws IOException {
        String email = "greylisted@example.org";
        List<String> others = IntStream.range(0, 8)
                .mapToObj(i -> "not-put-off-" + i + "@example.org")
                .toList();
        newsletter.stopMailServer();
        try (var _ = greylisting(email)) {
            request(email);
            others.forEach(this::request);
            RunningNewsletter.await(() ->
                    others.stream().allMatch(other -> newsletter.types(other).size() == 2));
            RunningNewsletter.await(() -> waiting() == 1);
            assertThat(newsletter.types(email)).hasSize(1);
        }
        newsletter.startMailServer();
        newsletter.clock.advance(Duration.ofMinutes(2));

        newsletter.nextMail(email, 0);
        RunningNewsletter.await(() -> newsletter.types(email).size() == 2 && waiting() == 0);
        assertThat(isCertain(email)).isTrue();
        assertThat(newsletter.mailsTo(email)).hasSize(1);
    }

    /** As if the process had been killed while it tried again: nobody knows how far it came. */
    @Test
    void a_mail_that_was_being_tried_again_is_tried_once_more_and_said_to_be_uncertain() throws IOException {
        String email = "greylisted-and-killed@example.org";
        newsletter.stopMailServer();
        try (var _ = greylisting(email)) {
            request(email);
            RunningNewsletter.await(() -> waiting() == 1);
            var now = newsletter.clock.instant();
            RunningNewsletter.await(() -> newsletter
                    .bean(MailAttempts.class)
                    .take(now.plusSeconds(60), now.plusSeconds(600))
                    .isPresent());
        }
        newsletter.startMailServer();
        newsletter.clock.advance(LONGER_THAN_AN_ATTEMPT);

        newsletter.nextMail(email, 0);
        RunningNewsletter.await(() -> newsletter.types(email).size() == 2 && waiting() == 0);
        assertThat(isCertain(email)).isFalse();
    }

    @Test
    void a_mail_that_is_refused_for_what_is_ours_waits_and_says_so() throws IOException {
        String email = "relay-denied@example.org";
        newsletter.stopMailServer();
        try (var _ = answering(email, "554-5.7.1 <" + email + ">:\r\n554 5.7.1 Relay access denied")) {
            request(email);
            request("relayed@example.org");
            RunningNewsletter.await(
                    () -> newsletter.types("relayed@example.org").size() == 2);
            RunningNewsletter.await(() -> waiting() == 1);
            RunningNewsletter.await(() -> waitingBySender() == 1);
            assertThat(newsletter.types(email)).hasSize(1);
        }
        newsletter.startMailServer();
        newsletter.clock.advance(Duration.ofMinutes(2));

        newsletter.nextMail(email, 0);
        RunningNewsletter.await(() -> newsletter.types(email).size() == 2 && waiting() == 0);
        assertThat(newsletter.types(email)).endsWith("mail.sent.v1");
        RunningNewsletter.await(() -> waitingBySender() == 0);
    }

    @Test
    void a_mail_that_the_server_hangs_up_on_holds_up_no_other() throws IOException {
        String email = "hung-up-on@example.org";
        newsletter.stopMailServer();
        try (var _ = answering(email, ScriptedSmtp.HANGS_UP)) {
            request(email);
            request("not-hung-up-on@example.org");
            RunningNewsletter.await(
                    () -> newsletter.types("not-hung-up-on@example.org").size() == 2);
            assertThat(newsletter.types(email)).hasSize(1);
        }
        newsletter.startMailServer();
        newsletter.clock.advance(Duration.ofMinutes(2));

        newsletter.nextMail(email, 0);
        RunningNewsletter.await(() -> newsletter.types(email).size() == 2 && waiting() == 0);
    }

    @Test
    void a_mail_that_the_server_did_not_answer_goes_again_and_is_said_to_be_uncertain() throws IOException {
        String email = "unanswered@example.org";
        newsletter.stopMailServer();
        try (var _ = new ScriptedSmtp(
                newsletter.smtpPort(),
                line -> line.equals(".") ? Optional.of(ScriptedSmtp.HANGS_UP) : Optional.empty())) {
            request(email);
            RunningNewsletter.await(() -> waiting() == 1);
        }
        newsletter.startMailServer();
        newsletter.clock.advance(Duration.ofMinutes(2));

        newsletter.nextMail(email, 0);
        RunningNewsletter.await(() -> newsletter.types(email).size() == 2 && waiting() == 0);
        assertThat(isCertain(email)).isFalse();
    }

    @Test
    void an_address_that_the_server_cannot_write_to_is_on_record_as_that() throws IOException {
        String email = "łukasz@example.org";
        newsletter.stopMailServer();
        try (var smtp = answering("nobody", "550 not asked")) {
            request(email);
            RunningNewsletter.await(() -> newsletter.types(email).size() == 2);
            assertThat(smtp.received()).noneMatch(line -> line.contains("ukasz"));
        }
        newsletter.startMailServer();

        var refused = newsletter.entries(email).getLast();
        assertThat(refused.type()).isEqualTo("mail.refused.v1");
        assertThat(refused.data().path("status").asString()).isEqualTo("5.6.7");
    }

    private ScriptedSmtp greylisting(String email) throws IOException {
        return answering(email, "451 come again");
    }

    private ScriptedSmtp answering(String email, String answer) throws IOException {
        return new ScriptedSmtp(
                newsletter.smtpPort(),
                line -> line.startsWith("RCPT TO:<" + email) ? Optional.of(answer) : Optional.empty());
    }

    private void request(String email) {
        newsletter.postJson(
                "/api/v1/muster/subscriptions", "{\"email\": \"" + email + "\", \"consents\": [\"newsletter/1/de\"]}");
    }

    private long waiting() {
        return newsletter
                .database()
                .getCollection("mail_attempts")
                .countDocuments(new Document("due", new Document("$exists", true)));
    }

    private double waitingBySender() {
        return newsletter
                .bean(MeterRegistry.class)
                .get("nachweis.mails.waiting")
                .tag("cause", "sender")
                .gauge()
                .value();
    }

    private boolean isCertain(String email) {
        return newsletter.entries(email).getLast().data().path("certain").asBoolean();
    }
}
