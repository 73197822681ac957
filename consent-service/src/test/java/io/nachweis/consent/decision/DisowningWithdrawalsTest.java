package io.nachweis.consent.decision;

import static io.nachweis.consent.decision.ConsentExamples.allowedSinceSignUpAt;
import static io.nachweis.consent.decision.ConsentExamples.disown;
import static io.nachweis.consent.decision.ConsentExamples.disowned;
import static io.nachweis.consent.decision.ConsentExamples.given;
import static io.nachweis.consent.decision.ConsentExamples.letterReceived;
import static io.nachweis.consent.decision.ConsentExamples.refusedSince;
import static io.nachweis.consent.decision.ConsentExamples.signUp;
import static io.nachweis.consent.decision.ConsentExamples.unsubscribe;
import static io.nachweis.consent.decision.ConsentExamples.withdrawn;

import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

/** Anybody can declare a withdrawal for an address; its reader says that it was not theirs. */
class DisowningWithdrawalsTest {

    private final FixtureConfiguration<Consent> consent = new AggregateTestFixture<>(Consent.class);

    @Test
    void brings_the_consent_back() {
        consent.given(given(signUp(8), allowedSinceSignUpAt(8)), withdrawn(letterReceived(9, 9), refusedSince(9)))
                .when(disown(9))
                .expectEvents(disowned(9, "sign-up-8", true, allowedSinceSignUpAt(8)));
    }

    @Test
    void brings_nothing_back_that_another_withdrawal_ends() {
        consent.given(
                        given(signUp(8), allowedSinceSignUpAt(8)),
                        withdrawn(letterReceived(9, 9), refusedSince(9)),
                        withdrawn(unsubscribe(10), refusedSince(10)))
                .when(disown(9))
                .expectEvents(disowned(9, "sign-up-8", true, refusedSince(10)));
    }

    @Test
    void is_on_record_once() {
        consent.given(
                        withdrawn(letterReceived(9, 9), refusedSince(9)),
                        disowned(9, "disowned-9", false, refusedSince(9)))
                .when(disown(9))
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }

    @Test
    void leaves_a_no_where_nothing_was_given() {
        consent.givenCommands(letterReceived(9, 9))
                .when(disown(9))
                .expectEvents(disowned(9, "disowned-9", false, refusedSince(9)));
    }

    @Test
    void beats_the_withdrawal_that_is_still_under_way() {
        consent.givenCommands(signUp(8), disown(9))
                .when(letterReceived(9, 12))
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }

    @Test
    void does_not_touch_what_was_withdrawn_otherwise_at_the_same_time() {
        consent.given(given(signUp(8), allowedSinceSignUpAt(8)), withdrawn(unsubscribe(9), refusedSince(9)))
                .when(disown(9))
                .expectEvents(disowned(9, "sign-up-8", true, refusedSince(9)));
    }
}
