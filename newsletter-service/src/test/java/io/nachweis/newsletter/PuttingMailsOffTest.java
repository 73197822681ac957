package io.nachweis.newsletter;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Greylisting: a server that knows neither us nor the recipient says "later" first. */
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
            var taken = newsletter.bean(MailAttempts.class).take(now.plusSeconds(60), now.plusSeconds(600));
            assertThat(taken).isPresent();
        }
        newsletter.startMailServer();
        newsletter.clock.advance(LONGER_THAN_AN_ATTEMPT);

        newsletter.nextMail(email, 0);
        RunningNewsletter.await(() -> newsletter.types(email).size() == 2 && waiting() == 0);
        assertThat(isCertain(email)).isFalse();
    }

    private ScriptedSmtp greylisting(String email) throws IOException {
        return new ScriptedSmtp(
                newsletter.smtpPort(),
                line -> line.startsWith("RCPT TO:<" + email) ? Optional.of("451 come again") : Optional.empty());
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

    private boolean isCertain(String email) {
        return newsletter.entries(email).getLast().data().path("certain").asBoolean();
    }
}
