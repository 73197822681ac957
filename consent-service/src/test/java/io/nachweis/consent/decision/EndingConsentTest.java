package io.nachweis.consent.decision;

import static io.nachweis.consent.decision.ConsentExamples.allowedSinceSignUpAt;
import static io.nachweis.consent.decision.ConsentExamples.at;
import static io.nachweis.consent.decision.ConsentExamples.given;
import static io.nachweis.consent.decision.ConsentExamples.letterReceived;
import static io.nachweis.consent.decision.ConsentExamples.refusedSince;
import static io.nachweis.consent.decision.ConsentExamples.signUp;
import static io.nachweis.consent.decision.ConsentExamples.unsubscribe;
import static io.nachweis.consent.decision.ConsentExamples.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EndingConsentTest {

    private static final ConsentEvent GIVEN = given(signUp(8), allowedSinceSignUpAt(8));
    private static final ConsentEvent WITHDRAWN = withdrawn(unsubscribe(9), refusedSince(9));

    @Test
    void is_not_while_it_is_in_force() {
        assertThat(EndOfConsent.of(Stream.of(GIVEN))).isEmpty();
        assertThat(EndOfConsent.of(Stream.of(GIVEN, WITHDRAWN, given(signUp(10), allowedSinceSignUpAt(10)))))
                .isEmpty();
    }

    @Test
    void is_the_withdrawal_and_not_another_one_after_it() {
        assertThat(EndOfConsent.of(Stream.of(GIVEN, WITHDRAWN))).contains(at(9));
        assertThat(EndOfConsent.of(Stream.of(GIVEN, WITHDRAWN, withdrawn(letterReceived(11, 12), refusedSince(11)))))
                .contains(at(9));
    }

    @Test
    void is_not_put_off_by_a_sign_up_that_was_earlier() {
        assertThat(EndOfConsent.of(Stream.of(WITHDRAWN, given(signUp(8), refusedSince(9)))))
                .contains(at(9));
    }
}
