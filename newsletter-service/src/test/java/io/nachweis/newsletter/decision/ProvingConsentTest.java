package io.nachweis.newsletter.decision;

import static io.nachweis.newsletter.decision.SubscriptionExamples.EVENTS;
import static io.nachweis.newsletter.decision.SubscriptionExamples.FIRST;
import static io.nachweis.newsletter.decision.SubscriptionExamples.GERMAN;
import static io.nachweis.newsletter.decision.SubscriptionExamples.NOON;
import static io.nachweis.newsletter.decision.SubscriptionExamples.SECOND;
import static io.nachweis.newsletter.decision.SubscriptionExamples.after;
import static io.nachweis.newsletter.decision.SubscriptionExamples.confirmed;
import static io.nachweis.newsletter.decision.SubscriptionExamples.denied;
import static io.nachweis.newsletter.decision.SubscriptionExamples.signedUp;
import static io.nachweis.newsletter.decision.SubscriptionExamples.withdrawn;
import static io.nachweis.newsletter.decision.SubscriptionExamples.withdrawnEarlier;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.Channel;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProvingConsentTest {

    private static final Instant LATER = after(Duration.ofDays(30));
    private static final Instant NOW = after(Duration.ofDays(400));

    @Test
    void a_consent_in_force_ends_now() {
        assertThat(proof(signedUp(), confirmed())).isEqualTo(Map.of(FIRST, NOW));
    }

    @Test
    void a_withdrawn_consent_ended_then() {
        assertThat(proof(signedUp(), confirmed(), withdrawn(FIRST, Channel.PAGE, LATER)))
                .isEqualTo(Map.of(FIRST, LATER));
    }

    @Test
    void of_several_lists_the_last_one_counts() {
        var asked = signedUp(FIRST, NOON, GERMAN, EVENTS);
        var both = confirmed(FIRST, NOON, NOON, GERMAN, EVENTS);
        var one = withdrawn("newsletter", FIRST, Channel.PAGE, LATER);
        var other = withdrawn("events", FIRST, Channel.PAGE, LATER.plusSeconds(1));
        assertThat(proof(asked, both, one)).isEqualTo(Map.of(FIRST, NOW));
        assertThat(proof(asked, both, one, other)).isEqualTo(Map.of(FIRST, LATER.plusSeconds(1)));
        assertThat(proof(asked, both, other, one)).isEqualTo(Map.of(FIRST, LATER.plusSeconds(1)));
    }

    @Test
    void an_older_sign_up_to_the_same_list_ends_with_the_newer_one() {
        assertThat(proof(
                        signedUp(),
                        confirmed(),
                        signedUp(SECOND, LATER, GERMAN),
                        confirmed(SECOND, LATER, LATER, GERMAN),
                        withdrawn(SECOND, Channel.PAGE, LATER.plusSeconds(1))))
                .isEqualTo(Map.of(FIRST, LATER.plusSeconds(1), SECOND, LATER.plusSeconds(1)));
    }

    @Test
    void an_older_sign_up_ends_before_the_newer_one_where_a_withdrawal_came_in_between() {
        assertThat(proof(
                        signedUp(),
                        confirmed(),
                        signedUp(SECOND, LATER, GERMAN),
                        confirmed(SECOND, LATER, LATER, GERMAN),
                        withdrawnEarlier(FIRST, Channel.LETTER, LATER.minusSeconds(1))))
                .isEqualTo(Map.of(FIRST, LATER.minusSeconds(1), SECOND, NOW));
    }

    @Test
    void the_first_withdrawal_counts_whichever_was_heard_first() {
        assertThat(proof(
                        signedUp(),
                        confirmed(),
                        withdrawn(FIRST, Channel.PAGE, LATER),
                        withdrawnEarlier(FIRST, Channel.LETTER, LATER.minusSeconds(1))))
                .isEqualTo(Map.of(FIRST, LATER.minusSeconds(1)));
    }

    @Test
    void what_nobody_confirmed_proves_nothing_unless_it_is_newer() {
        assertThat(proof(signedUp(), denied(FIRST, Channel.OTHER, LATER))).isEmpty();
        assertThat(proof(signedUp())).isEmpty();
        assertThat(proof(signedUp(SECOND, NOW.plusSeconds(1), GERMAN))).containsOnlyKeys(SECOND);
    }

    private static Map<UUID, Instant> proof(SubscriptionEvent... history) {
        return ProofOfConsent.of(SubscriptionState.of(Stream.of(history)), NOW);
    }
}
