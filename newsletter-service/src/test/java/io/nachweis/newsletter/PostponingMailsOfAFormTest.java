package io.nachweis.newsletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.testing.ModuleTest;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;

@ModuleTest
class PostponingMailsOfAFormTest {

    private static final int MAILS_OF_THE_FORM = 3;

    private final RunningNewsletter newsletter;

    PostponingMailsOfAFormTest(RunningNewsletter newsletter) {
        this.newsletter = newsletter;
    }

    /**
     * The attacker knows the public form and addresses of many people at many companies, and signs up each of them once, so
     * that no limit of a mailbox or a domain is reached. They can use up what the form may send in a while; they cannot have
     * it send more, and they can keep nobody's mail from going out later.
     */
    @Test
    void mails_over_the_limit_of_a_form_go_out_later_and_none_is_left_out() {
        List<String> people = IntStream.range(0, 5)
                .mapToObj(i -> "anybody@company-" + i + ".example")
                .toList();
        people.forEach(email -> newsletter.postJson("/api/v1/muster/subscriptions", """
            {"email": "%s", "consents": ["bounded/1/de"]}\
            """.formatted(email)));
        RunningNewsletter.await(() -> mails() == MAILS_OF_THE_FORM && postponed(people) == 2);

        newsletter.clock.advance(Duration.ofMinutes(11));

        RunningNewsletter.await(() -> mails() == people.size() && postponed(people) == 0);
        assertThat(people)
                .allSatisfy(email -> assertThat(newsletter.mailsTo(email)).hasSize(1));
        RunningNewsletter.await(() -> people.stream()
                .allMatch(
                        email -> newsletter.types(email).equals(List.of("subscription.requested.v1", "mail.sent.v1"))));
    }

    private long mails() {
        return newsletter.mails("anybody@company-.*");
    }

    /** Signed up, not suppressed, and their mail waits for its time. */
    private long postponed(List<String> people) {
        long waiting = newsletter
                .database()
                .getCollection("mail_attempts")
                .countDocuments(new Document("due", new Document("$gt", newsletter.clock.instant())));
        long requested = people.stream()
                .filter(email -> newsletter.types(email).equals(List.of("subscription.requested.v1")))
                .count();
        return Math.min(waiting, requested);
    }
}
