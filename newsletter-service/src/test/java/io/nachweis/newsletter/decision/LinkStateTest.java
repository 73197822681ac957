package io.nachweis.newsletter.decision;

import static io.nachweis.newsletter.decision.SubscriptionExamples.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.Channel;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LinkStateTest {

    private static final Instant LATER = after(Duration.ofHours(3));

    @Test
    void is_open_until_its_time_is_over() {
        assertThat(link(after(LINK.minusSeconds(1)), signedUp())).isEqualTo(LinkState.OPEN);
        assertThat(link(after(LINK), signedUp())).isEqualTo(LinkState.EXPIRED);
    }

    @Test
    void tells_what_became_of_the_sign_up() {
        assertThat(link(LATER, signedUp(), confirmed())).isEqualTo(LinkState.CONFIRMED);
        assertThat(link(LATER, signedUp(), confirmed(), withdrawn(FIRST, Channel.PAGE, LATER)))
                .isEqualTo(LinkState.WITHDRAWN);
        assertThat(link(LATER, signedUp(), denied(FIRST, Channel.PAGE, LATER))).isEqualTo(LinkState.DENIED);
        assertThat(link(LATER, signedUp(), signedUp(SECOND, LATER, GERMAN))).isEqualTo(LinkState.REPLACED);
        assertThat(link(after(MEMORY), signedUp(), expired(FIRST, after(MEMORY))))
                .isEqualTo(LinkState.GONE);
    }

    @Test
    void tells_of_a_withdrawal_whichever_sign_up_it_belongs_to() {
        assertThat(link(
                        LATER,
                        signedUp(),
                        confirmed(),
                        signedUp(SECOND, LATER, CHANGED),
                        confirmed(SECOND, LATER, LATER, CHANGED),
                        withdrawn(SECOND, Channel.PAGE, LATER)))
                .isEqualTo(LinkState.WITHDRAWN);
    }

    @Test
    void is_gone_for_what_was_never_known() {
        assertThat(link(LATER)).isEqualTo(LinkState.GONE);
    }

    @Test
    void says_which_mails_their_reader_can_still_use() {
        var pending = SubscriptionState.of(Stream.of(signedUp()));
        assertThat(pending.at(LATER).awaits(MailKind.CONFIRMATION, FIRST)).isTrue();
        assertThat(pending.at(after(LINK)).awaits(MailKind.CONFIRMATION, FIRST)).isFalse();
        assertThat(pending.evolve(confirmed()).at(LATER).awaits(MailKind.CONFIRMATION, FIRST))
                .isFalse();
        assertThat(pending.evolve(confirmed()).at(LATER).awaits(MailKind.RECORD, FIRST))
                .isTrue();
    }

    private static LinkState link(Instant at, SubscriptionEvent... history) {
        return SubscriptionState.of(Stream.of(history)).at(at).link(FIRST);
    }
}
