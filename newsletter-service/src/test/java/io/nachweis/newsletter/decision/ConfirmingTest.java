package io.nachweis.newsletter.decision;

import static io.nachweis.newsletter.decision.SubscriptionExamples.*;

import io.nachweis.contracts.Channel;
import io.nachweis.event.CommandResult;
import java.time.Duration;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

class ConfirmingTest {

    private final FixtureConfiguration<Subscription> subscription = new AggregateTestFixture<>(Subscription.class);

    @Test
    void gives_the_consent_that_was_asked_for() {
        subscription
                .given(signedUp())
                .when(confirm(FIRST, after(Duration.ofHours(1))))
                .expectEvents(confirmed());
    }

    @Test
    void changes_nothing_the_second_time() {
        subscription
                .given(signedUp(), confirmed())
                .when(confirm(FIRST, after(Duration.ofHours(2))))
                .expectResultMessagePayload(CommandResult.UNCHANGED)
                .expectNoEvents();
    }

    @Test
    void is_too_late_when_the_link_has_expired() {
        subscription.given(signedUp()).when(confirm(FIRST, after(LINK))).expectNoEvents();
    }

    @Test
    void works_again_with_a_fresh_link() {
        subscription
                .given(signedUp(), renewed(FIRST, after(LINK)))
                .when(confirm(FIRST, after(LINK.plusDays(1))))
                .expectEvents(confirmed(FIRST, NOON, after(LINK.plusDays(1)), GERMAN));
    }

    @Test
    void does_not_work_with_the_link_of_a_replaced_sign_up() {
        subscription
                .given(signedUp(), signedUp(SECOND, after(Duration.ofHours(1)), GERMAN))
                .when(confirm(FIRST, after(Duration.ofHours(2))))
                .expectNoEvents();
    }

    @Test
    void does_not_bring_back_what_was_withdrawn() {
        subscription
                .given(signedUp(), confirmed(), withdrawn(FIRST, Channel.PAGE, after(Duration.ofHours(2))))
                .when(confirm(FIRST, after(Duration.ofHours(3))))
                .expectNoEvents();
    }

    @Test
    void does_not_bring_back_what_was_denied() {
        subscription
                .given(signedUp(), denied(FIRST, Channel.PAGE, after(Duration.ofHours(1))))
                .when(confirm(FIRST, after(Duration.ofHours(2))))
                .expectNoEvents();
    }

    @Test
    void does_nothing_for_a_sign_up_that_was_never_made() {
        subscription
                .given(signedUp())
                .when(confirm(SECOND, after(Duration.ofHours(1))))
                .expectNoEvents();
    }
}
