package io.nachweis.newsletter.decision;

import static io.nachweis.newsletter.decision.SubscriptionExamples.*;

import io.nachweis.contracts.Channel;
import io.nachweis.event.CommandResult;
import java.time.Duration;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

class SeveralListsTest {

    private final FixtureConfiguration<Subscription> subscription = new AggregateTestFixture<>(Subscription.class);

    @Test
    void are_confirmed_together() {
        subscription
                .given(signedUp(FIRST, NOON, GERMAN, EVENTS))
                .when(confirm(FIRST, after(Duration.ofHours(1))))
                .expectEvents(confirmed(FIRST, NOON, after(Duration.ofHours(1)), GERMAN, EVENTS));
    }

    @Test
    void are_confirmed_one_by_one() {
        subscription
                .given(signedUp(FIRST, NOON, GERMAN, EVENTS))
                .when(confirmOnly(FIRST, after(Duration.ofHours(1)), EVENTS))
                .expectEvents(confirmed(FIRST, NOON, after(Duration.ofHours(1)), EVENTS));
    }

    @Test
    void are_not_confirmed_by_who_chooses_none_of_them() {
        subscription
                .given(signedUp())
                .when(confirmOnly(FIRST, after(Duration.ofHours(1)), EVENTS))
                .expectResultMessagePayload(CommandResult.UNCHANGED)
                .expectNoEvents();
    }

    @Test
    void that_were_not_confirmed_were_not_agreed_to() {
        subscription
                .given(
                        signedUp(FIRST, NOON, GERMAN, EVENTS),
                        confirmed(FIRST, NOON, after(Duration.ofHours(1)), EVENTS))
                .when(withdraw(null, Channel.PAGE, after(Duration.ofHours(2))))
                .expectEvents(withdrawn("events", FIRST, Channel.PAGE, after(Duration.ofHours(2))));
    }

    @Test
    void are_withdrawn_one_by_one() {
        subscription
                .given(
                        signedUp(FIRST, NOON, GERMAN, EVENTS),
                        confirmed(FIRST, NOON, after(Duration.ofHours(1)), GERMAN, EVENTS))
                .when(withdraw("events", Channel.ONE_CLICK, after(Duration.ofHours(2))))
                .expectEvents(withdrawn("events", FIRST, Channel.ONE_CLICK, after(Duration.ofHours(2))));
    }

    @Test
    void are_withdrawn_all_at_once() {
        subscription
                .given(
                        signedUp(FIRST, NOON, GERMAN, EVENTS),
                        confirmed(FIRST, NOON, after(Duration.ofHours(1)), GERMAN, EVENTS))
                .when(withdraw(null, Channel.PAGE, after(Duration.ofHours(2))))
                .expectEvents(
                        withdrawn("events", FIRST, Channel.PAGE, after(Duration.ofHours(2))),
                        withdrawn("newsletter", FIRST, Channel.PAGE, after(Duration.ofHours(2))));
    }

    @Test
    void can_be_asked_for_one_right_after_the_other() {
        subscription
                .given(signedUp())
                .when(signUp(SECOND, after(Duration.ofMinutes(1)), EVENTS))
                .expectEvents(signedUp(SECOND, after(Duration.ofMinutes(1)), EVENTS));
    }

    @Test
    void each_keep_their_own_link() {
        subscription
                .given(signedUp(), signedUp(SECOND, after(Duration.ofMinutes(1)), EVENTS))
                .when(confirm(FIRST, after(Duration.ofHours(1))))
                .expectEvents(confirmed());
    }

    @Test
    void asked_for_together_replace_what_was_asked_for_alone() {
        subscription
                .given(signedUp(), signedUp(SECOND, after(Duration.ofMinutes(1)), EVENTS, GERMAN))
                .when(confirm(FIRST, after(Duration.ofHours(1))))
                .expectNoEvents();
    }

    @Test
    void need_one_link_only_to_be_withdrawn_without_a_mail_at_hand() {
        subscription
                .given(
                        signedUp(),
                        confirmed(),
                        signedUp(SECOND, after(Duration.ofHours(2)), EVENTS),
                        confirmed(SECOND, after(Duration.ofHours(2)), after(Duration.ofHours(3)), EVENTS))
                .when(askForALink(after(Duration.ofDays(1))))
                .expectEvents(askedForALink(SECOND, after(Duration.ofDays(1))));
    }

    @Test
    void bring_no_link_to_who_is_on_none_of_them() {
        subscription
                .given(signedUp(), confirmed(), withdrawn(FIRST, Channel.PAGE, after(Duration.ofHours(2))))
                .when(askForALink(after(Duration.ofDays(1))))
                .expectResultMessagePayload(CommandResult.UNCHANGED)
                .expectNoEvents();
        subscription
                .given(signedUp())
                .when(askForALink(after(Duration.ofDays(1))))
                .expectNoEvents();
    }
}
