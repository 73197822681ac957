package io.nachweis.newsletter.decision;

import static io.nachweis.newsletter.decision.SubscriptionExamples.*;

import java.time.Duration;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

class AskingForAFreshLinkTest {

    private final FixtureConfiguration<Subscription> subscription = new AggregateTestFixture<>(Subscription.class);

    @Test
    void is_recorded_when_the_old_one_has_expired() {
        subscription.given(signedUp()).when(renew(FIRST, after(LINK))).expectEvents(renewed(FIRST, after(LINK)));
    }

    @Test
    void changes_nothing_while_the_old_one_works() {
        subscription
                .given(signedUp())
                .when(renew(FIRST, after(Duration.ofHours(1))))
                .expectNoEvents();
    }

    @Test
    void changes_nothing_once_confirmed() {
        subscription
                .given(signedUp(), confirmed())
                .when(renew(FIRST, after(LINK)))
                .expectNoEvents();
    }

    @Test
    void puts_off_the_end_of_the_sign_up() {
        subscription
                .given(signedUp(), renewed(FIRST, after(LINK)))
                .when(expire(FIRST, after(MEMORY)))
                .expectNoEvents();
    }
}
