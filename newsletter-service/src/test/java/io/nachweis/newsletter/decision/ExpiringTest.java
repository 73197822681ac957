package io.nachweis.newsletter.decision;

import static io.nachweis.newsletter.decision.SubscriptionExamples.*;

import java.time.Duration;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

class ExpiringTest {

    private final FixtureConfiguration<Subscription> subscription = new AggregateTestFixture<>(Subscription.class);

    @Test
    void gives_up_what_nobody_confirmed() {
        subscription.given(signedUp()).when(expire(FIRST, after(MEMORY))).expectEvents(expired(FIRST, after(MEMORY)));
    }

    @Test
    void waits_for_its_time() {
        subscription
                .given(signedUp())
                .when(expire(FIRST, after(MEMORY.minusNanos(1_000))))
                .expectNoEvents();
    }

    @Test
    void spares_what_was_confirmed() {
        subscription
                .given(signedUp(), confirmed())
                .when(expire(FIRST, after(MEMORY)))
                .expectNoEvents();
    }

    @Test
    void gives_up_what_was_replaced() {
        subscription
                .given(signedUp(), signedUp(SECOND, after(Duration.ofDays(1)), GERMAN))
                .when(expire(FIRST, after(MEMORY)))
                .expectEvents(expired(FIRST, after(MEMORY)));
    }

    @Test
    void happens_once() {
        subscription
                .given(signedUp(), expired(FIRST, after(MEMORY)))
                .when(expire(FIRST, after(MEMORY.plusDays(1))))
                .expectNoEvents();
    }
}
