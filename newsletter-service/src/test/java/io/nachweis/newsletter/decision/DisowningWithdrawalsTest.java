package io.nachweis.newsletter.decision;

import static io.nachweis.newsletter.decision.SubscriptionExamples.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.Channel;
import io.nachweis.newsletter.decision.SignUp.Fate;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

/** Anybody can declare a withdrawal for an address; its reader says that it was not theirs. */
class DisowningWithdrawalsTest {

    private static final Instant THIRD_DAY = after(Duration.ofDays(3));
    private static final Instant FOURTH_DAY = after(Duration.ofDays(4));

    private final FixtureConfiguration<Subscription> subscription = new AggregateTestFixture<>(Subscription.class);

    @Test
    void brings_the_consent_back() {
        var gone = disowned(FIRST, Channel.OTHER, THIRD_DAY, true);
        subscription
                .given(signedUp(), confirmed(), withdrawn(FIRST, Channel.OTHER, THIRD_DAY))
                .when(disown(Channel.OTHER, THIRD_DAY))
                .expectEvents(gone);
        SubscriptionState after = state(signedUp(), confirmed(), withdrawn(FIRST, Channel.OTHER, THIRD_DAY), gone);
        assertThat(after.inForce()).containsOnlyKeys("newsletter");
        assertThat(after.find(FIRST).orElseThrow().fate()).isEqualTo(Fate.CONFIRMED);
        assertThat(ProofOfConsent.of(after, FOURTH_DAY)).containsEntry(FIRST, FOURTH_DAY);
    }

    @Test
    void is_on_record_once_and_the_withdrawal_heard_again_changes_nothing() {
        SubscriptionEvent[] history = {
            signedUp(),
            confirmed(),
            withdrawn(FIRST, Channel.OTHER, THIRD_DAY),
            disowned(FIRST, Channel.OTHER, THIRD_DAY, true)
        };
        subscription
                .given((Object[]) history)
                .when(disown(Channel.OTHER, THIRD_DAY))
                .expectNoEvents();
        subscription
                .given((Object[]) history)
                .when(withdraw("newsletter", Channel.OTHER, THIRD_DAY))
                .expectNoEvents();
    }

    @Test
    void beats_the_withdrawal_that_is_still_under_way() {
        subscription
                .given(signedUp(), confirmed(), disowned(FIRST, Channel.OTHER, THIRD_DAY, true))
                .when(withdraw("newsletter", Channel.OTHER, THIRD_DAY))
                .expectNoEvents();
    }

    /** Whoever pressed the link of a mail after a stranger had withdrawn for them did want to get out. */
    @Test
    void leaves_what_was_withdrawn_besides() {
        var stranger = withdrawn(FIRST, Channel.OTHER, THIRD_DAY);
        var link = withdrawn(FIRST, Channel.ONE_CLICK, FOURTH_DAY);
        subscription
                .given(signedUp(), confirmed(), stranger)
                .when(withdraw(null, Channel.ONE_CLICK, FOURTH_DAY))
                .expectEvents(link);
        subscription
                .given(signedUp(), confirmed(), stranger, link)
                .when(withdraw(null, Channel.ONE_CLICK, FOURTH_DAY.plusSeconds(1)))
                .expectNoEvents();
        subscription
                .given(signedUp(), confirmed(), stranger)
                .when(withdraw("newsletter", Channel.LETTER, FOURTH_DAY))
                .expectEvents(withdrawnEarlier(FIRST, Channel.LETTER, FOURTH_DAY));
        subscription
                .given(signedUp(), confirmed(), stranger, link)
                .when(disown(Channel.OTHER, THIRD_DAY))
                .expectEvents(disowned(FIRST, Channel.OTHER, THIRD_DAY, false));
        assertThat(state(signedUp(), confirmed(), stranger, link, disowned(FIRST, Channel.OTHER, THIRD_DAY, false))
                        .inForce())
                .isEmpty();
    }

    @Test
    void does_not_bring_back_what_waited_for_its_confirmation() {
        subscription
                .given(
                        signedUp(),
                        confirmed(),
                        signedUp(SECOND, after(Duration.ofDays(2)), CHANGED),
                        withdrawn(FIRST, Channel.OTHER, THIRD_DAY),
                        denied(SECOND, Channel.OTHER, THIRD_DAY),
                        disowned(FIRST, Channel.OTHER, THIRD_DAY, true))
                .when(confirm(SECOND, FOURTH_DAY))
                .expectNoEvents();
    }

    @Test
    void brings_nothing_to_who_signed_up_afterwards() {
        subscription
                .given(signedUp(), confirmed())
                .when(disown(Channel.OTHER, NOON.minusSeconds(1)))
                .expectNoEvents();
    }

    private static SubscriptionState state(SubscriptionEvent... history) {
        return SubscriptionState.of(Stream.of(history));
    }
}
