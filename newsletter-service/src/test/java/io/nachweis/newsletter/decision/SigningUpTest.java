package io.nachweis.newsletter.decision;

import static io.nachweis.newsletter.decision.SubscriptionExamples.*;

import io.nachweis.contracts.Channel;
import io.nachweis.event.CommandResult;
import java.time.Duration;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

class SigningUpTest {

    private final FixtureConfiguration<Subscription> subscription = new AggregateTestFixture<>(Subscription.class);

    @Test
    void is_recorded_the_first_time() {
        subscription
                .givenNoPriorActivity()
                .when(signUp(FIRST, NOON, GERMAN))
                .expectResultMessagePayload(CommandResult.CHANGED)
                .expectEvents(signedUp());
    }

    @Test
    void changes_nothing_within_a_quarter_of_an_hour() {
        subscription
                .given(signedUp())
                .when(signUp(SECOND, after(Duration.ofMinutes(15).minusNanos(1_000)), GERMAN))
                .expectResultMessagePayload(CommandResult.UNCHANGED)
                .expectNoEvents();
    }

    @Test
    void takes_the_place_of_an_older_one() {
        subscription
                .given(signedUp())
                .when(signUp(SECOND, after(Duration.ofMinutes(15)), GERMAN))
                .expectEvents(signedUp(SECOND, after(Duration.ofMinutes(15)), GERMAN));
    }

    @Test
    void changes_nothing_for_who_has_agreed_to_the_same_wording() {
        subscription
                .given(signedUp(), confirmed())
                .when(signUp(SECOND, after(Duration.ofDays(1)), GERMAN))
                .expectResultMessagePayload(CommandResult.UNCHANGED)
                .expectNoEvents();
    }

    @Test
    void is_recorded_for_who_has_agreed_to_another_wording() {
        subscription
                .given(signedUp(), confirmed())
                .when(signUp(SECOND, after(Duration.ofDays(1)), CHANGED))
                .expectEvents(signedUp(SECOND, after(Duration.ofDays(1)), CHANGED));
    }

    @Test
    void is_recorded_for_who_has_withdrawn() {
        subscription
                .given(signedUp(), confirmed(), withdrawn(FIRST, Channel.PAGE, after(Duration.ofHours(2))))
                .when(signUp(SECOND, after(Duration.ofDays(1)), GERMAN))
                .expectEvents(signedUp(SECOND, after(Duration.ofDays(1)), GERMAN));
    }

    @Test
    void goes_to_another_stream_once_everything_in_this_one_was_denied_or_expired() {
        subscription
                .given(signedUp(), denied(FIRST, Channel.PAGE, after(Duration.ofMinutes(5))))
                .when(signUp(SECOND, after(Duration.ofMinutes(6)), GERMAN))
                .expectResultMessagePayload(CommandResult.ENDED)
                .expectNoEvents();
    }

    @Test
    void stays_in_this_stream_while_an_older_sign_up_is_not_forgotten() {
        subscription
                .given(
                        signedUp(),
                        signedUp(SECOND, after(Duration.ofHours(1)), GERMAN),
                        denied(SECOND, Channel.PAGE, after(Duration.ofHours(2))))
                .when(signUp(THIRD, after(Duration.ofHours(3)), GERMAN))
                .expectResultMessagePayload(CommandResult.CHANGED);
    }
}
