package io.nachweis.newsletter.decision;

import static io.nachweis.newsletter.decision.SubscriptionExamples.*;

import io.nachweis.contracts.Channel;
import java.time.Duration;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

class DenyingTest {

    private final FixtureConfiguration<Subscription> subscription = new AggregateTestFixture<>(Subscription.class);

    @Test
    void ends_the_sign_up() {
        subscription
                .given(signedUp())
                .when(thisWasNotMe(FIRST, after(Duration.ofHours(1))))
                .expectEvents(denied(FIRST, Channel.PAGE, after(Duration.ofHours(1))));
    }

    @Test
    void works_with_an_expired_link_too() {
        subscription
                .given(signedUp())
                .when(thisWasNotMe(FIRST, after(LINK)))
                .expectEvents(denied(FIRST, Channel.PAGE, after(LINK)));
    }

    @Test
    void changes_nothing_once_confirmed() {
        subscription
                .given(signedUp(), confirmed())
                .when(thisWasNotMe(FIRST, after(Duration.ofHours(2))))
                .expectNoEvents();
    }

    @Test
    void takes_a_confirmation_back_that_something_gave_a_moment_before() {
        var moment = after(Duration.ofHours(1)).plusSeconds(1);
        subscription
                .given(signedUp(), confirmed())
                .when(thisWasNotMe(FIRST, moment))
                .expectEvents(withdrawn(FIRST, Channel.PAGE, moment));
    }

    @Test
    void takes_no_other_consent_back() {
        subscription
                .given(
                        signedUp(),
                        confirmed(),
                        signedUp(SECOND, after(Duration.ofHours(2)), CHANGED),
                        confirmed(SECOND, after(Duration.ofHours(2)), after(Duration.ofHours(3)), CHANGED))
                .when(thisWasNotMe(FIRST, after(Duration.ofHours(1)).plusSeconds(1)))
                .expectNoEvents();
    }

    @Test
    void comes_too_late_ten_minutes_after_the_confirmation() {
        subscription
                .given(signedUp(), confirmed())
                .when(thisWasNotMe(FIRST, after(Duration.ofMinutes(70))))
                .expectNoEvents();
    }

    @Test
    void leaves_nothing_to_confirm() {
        subscription
                .given(signedUp(), denied(FIRST, Channel.PAGE, after(Duration.ofHours(1))))
                .when(confirm(FIRST, after(Duration.ofHours(1))))
                .expectNoEvents();
    }
}
