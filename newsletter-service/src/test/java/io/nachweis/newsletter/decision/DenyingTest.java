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
}
