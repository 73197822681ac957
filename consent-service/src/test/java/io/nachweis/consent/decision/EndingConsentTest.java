package io.nachweis.consent.decision;

import static io.nachweis.consent.decision.ConsentExamples.allowedSinceSignUpAt;
import static io.nachweis.consent.decision.ConsentExamples.at;
import static io.nachweis.consent.decision.ConsentExamples.disowned;
import static io.nachweis.consent.decision.ConsentExamples.given;
import static io.nachweis.consent.decision.ConsentExamples.letterReceived;
import static io.nachweis.consent.decision.ConsentExamples.refusedSince;
import static io.nachweis.consent.decision.ConsentExamples.signUp;
import static io.nachweis.consent.decision.ConsentExamples.unsubscribe;
import static io.nachweis.consent.decision.ConsentExamples.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EndingConsentTest {

    private static final ConsentEvent GIVEN = given(signUp(8), allowedSinceSignUpAt(8));
    private static final ConsentEvent WITHDRAWN = withdrawn(unsubscribe(9), refusedSince(9));
    private static final Instant NOW = at(100);

    @Test
    void is_now_while_it_is_in_force() {
        assertThat(ends(GIVEN)).isEqualTo(Map.of("sign-up-8", NOW));
    }

    @Test
    void is_of_each_sign_up_its_own() {
        assertThat(ends(GIVEN, WITHDRAWN, given(signUp(10), allowedSinceSignUpAt(10))))
                .isEqualTo(Map.of("sign-up-8", at(9), "sign-up-10", NOW));
    }

    @Test
    void is_the_first_withdrawal_that_is_not_earlier_whichever_was_heard_first() {
        ConsentEvent letter = withdrawn(letterReceived(11, 12), refusedSince(11));
        assertThat(ends(GIVEN, WITHDRAWN, letter)).isEqualTo(Map.of("sign-up-8", at(9), "letter-11", at(11)));
        assertThat(ends(GIVEN, letter, WITHDRAWN)).isEqualTo(Map.of("sign-up-8", at(9), "letter-11", at(11)));
        assertThat(ends(WITHDRAWN, GIVEN)).isEqualTo(Map.of("sign-up-8", at(9)));
    }

    @Test
    void of_an_older_sign_up_is_not_put_off_by_a_newer_one() {
        assertThat(ends(
                        GIVEN,
                        given(signUp(10), allowedSinceSignUpAt(10)),
                        withdrawn(letterReceived(9, 12), "sign-up-8", allowedSinceSignUpAt(10))))
                .isEqualTo(Map.of("sign-up-8", at(9), "sign-up-10", NOW));
    }

    @Test
    void is_no_withdrawal_that_is_disowned() {
        ConsentEvent letter = withdrawn(letterReceived(9, 9), "sign-up-8", refusedSince(9));
        ConsentEvent gone = disowned(9, "sign-up-8", true, allowedSinceSignUpAt(8));
        assertThat(ends(GIVEN, letter, gone)).isEqualTo(Map.of("sign-up-8", NOW));
        assertThat(ends(GIVEN, letter, gone, withdrawn(letterReceived(11, 12), "sign-up-8", refusedSince(11))))
                .isEqualTo(Map.of("sign-up-8", at(11)));
        assertThat(ends(disowned(9, "disowned-9", false, refusedSince(9)))).isEqualTo(Map.of("disowned-9", at(20)));
    }

    @Test
    void of_what_was_never_heard_of_is_the_withdrawal_itself() {
        assertThat(ends(WITHDRAWN)).isEqualTo(Map.of("sign-up-8", at(9)));
    }

    private static Map<String, Instant> ends(ConsentEvent... history) {
        return EndOfConsent.of(List.of(history), NOW);
    }
}
