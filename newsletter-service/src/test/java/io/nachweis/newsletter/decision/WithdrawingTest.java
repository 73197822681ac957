package io.nachweis.newsletter.decision;

import static io.nachweis.newsletter.decision.SubscriptionExamples.*;

import io.nachweis.contracts.Channel;
import io.nachweis.event.CommandResult;
import java.time.Duration;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

class WithdrawingTest {

    private final FixtureConfiguration<Subscription> subscription = new AggregateTestFixture<>(Subscription.class);

    @Test
    void is_recorded_when_consent_is_in_force() {
        subscription
                .given(signedUp(), confirmed())
                .when(withdraw(null, Channel.ONE_CLICK, after(Duration.ofDays(3))))
                .expectEvents(withdrawn(FIRST, Channel.ONE_CLICK, after(Duration.ofDays(3))));
    }

    @Test
    void changes_nothing_the_second_time() {
        subscription
                .given(signedUp(), confirmed(), withdrawn(FIRST, Channel.PAGE, after(Duration.ofDays(3))))
                .when(withdraw(null, Channel.PAGE, after(Duration.ofDays(4))))
                .expectResultMessagePayload(CommandResult.UNCHANGED)
                .expectNoEvents();
    }

    @Test
    void by_phone_counts_for_the_purpose_that_was_named() {
        subscription
                .given(signedUp(), confirmed())
                .when(withdraw("newsletter", Channel.PHONE, after(Duration.ofDays(3))))
                .expectEvents(withdrawn(FIRST, Channel.PHONE, after(Duration.ofDays(3))));
    }

    @Test
    void leaves_other_purposes_alone() {
        subscription
                .given(signedUp(), confirmed())
                .when(withdraw("follow-up", Channel.PHONE, after(Duration.ofDays(3))))
                .expectNoEvents();
    }

    @Test
    void does_not_touch_a_consent_that_was_asked_for_later() {
        subscription
                .given(signedUp(), confirmed())
                .when(withdraw("newsletter", Channel.LETTER, NOON.minusSeconds(1)))
                .expectNoEvents();
    }

    @Test
    void wins_when_both_came_at_the_same_instant() {
        subscription
                .given(signedUp(), confirmed())
                .when(withdraw("newsletter", Channel.LETTER, NOON))
                .expectEvents(withdrawn(FIRST, Channel.LETTER, NOON));
    }

    @Test
    void denies_a_sign_up_that_still_waits_for_its_confirmation() {
        subscription
                .given(signedUp())
                .when(withdraw("newsletter", Channel.EMAIL, after(Duration.ofHours(1))))
                .expectEvents(denied(FIRST, Channel.EMAIL, after(Duration.ofHours(1))));
    }

    @Test
    void ends_what_is_in_force_and_what_waits() {
        subscription
                .given(signedUp(), confirmed(), signedUp(SECOND, after(Duration.ofDays(1)), CHANGED))
                .when(withdraw(null, Channel.PAGE, after(Duration.ofDays(2))))
                .expectEvents(
                        withdrawn(FIRST, Channel.PAGE, after(Duration.ofDays(2))),
                        denied(SECOND, Channel.PAGE, after(Duration.ofDays(2))));
    }

    @Test
    void ends_the_newest_consent_when_there_were_several() {
        var later = after(Duration.ofDays(1));
        subscription
                .given(
                        signedUp(),
                        confirmed(),
                        signedUp(SECOND, later, CHANGED),
                        confirmed(SECOND, later, later.plusSeconds(60), CHANGED))
                .when(withdraw(null, Channel.PAGE, after(Duration.ofDays(2))))
                .expectEvents(withdrawn(SECOND, Channel.PAGE, after(Duration.ofDays(2))));
    }

    @Test
    void of_before_the_newest_sign_up_leaves_its_consent_whenever_an_older_one_was_confirmed() {
        var later = after(Duration.ofHours(2));
        subscription
                .given(
                        signedUp(),
                        signedUp(SECOND, later, CHANGED),
                        confirmed(SECOND, later, later.plusSeconds(60), CHANGED),
                        confirmed(FIRST, NOON, later.plusSeconds(120), GERMAN))
                .when(withdraw("newsletter", Channel.LETTER, after(Duration.ofHours(1))))
                .expectEvents(withdrawnEarlier(FIRST, Channel.LETTER, after(Duration.ofHours(1))));
    }

    @Test
    void of_before_a_withdrawal_that_is_known_is_on_record_once_and_not_again_when_it_is_later() {
        var letter = withdrawnEarlier(FIRST, Channel.LETTER, after(Duration.ofDays(2)));
        var page = withdrawn(FIRST, Channel.PAGE, after(Duration.ofDays(3)));
        subscription
                .given(signedUp(), confirmed(), page)
                .when(withdraw("newsletter", Channel.LETTER, after(Duration.ofDays(2))))
                .expectEvents(letter);
        subscription
                .given(signedUp(), confirmed(), page, letter)
                .when(withdraw("newsletter", Channel.LETTER, after(Duration.ofDays(2))))
                .expectNoEvents();
        subscription
                .given(signedUp(), confirmed(), page, letter)
                .when(withdraw("newsletter", Channel.LETTER, after(Duration.ofDays(4))))
                .expectNoEvents();
    }
}
