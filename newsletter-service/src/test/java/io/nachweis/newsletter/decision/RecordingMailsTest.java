package io.nachweis.newsletter.decision;

import static io.nachweis.newsletter.decision.SubscriptionExamples.*;

import io.nachweis.contracts.Channel;
import java.time.Duration;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

class RecordingMailsTest {

    private static final String MAIL = "<1@nachweis.example>";

    private final FixtureConfiguration<Subscription> subscription = new AggregateTestFixture<>(Subscription.class);

    @Test
    void keeps_what_the_mail_server_answered() {
        subscription.given(signedUp()).when(recordMail(MAIL)).expectEvents(mailSent(MAIL));
    }

    @Test
    void keeps_each_mail_once() {
        subscription.given(signedUp(), mailSent(MAIL)).when(recordMail(MAIL)).expectNoEvents();
    }

    @Test
    void keeps_that_a_recipient_was_refused() {
        subscription.given(signedUp()).when(recordRefusal(MAIL)).expectEvents(mailRefused(MAIL));
    }

    @Test
    void adds_nothing_to_a_sign_up_that_is_to_be_forgotten() {
        subscription
                .given(signedUp(), denied(FIRST, Channel.PAGE, after(Duration.ofMinutes(1))))
                .when(recordMail(MAIL))
                .expectNoEvents();
    }
}
