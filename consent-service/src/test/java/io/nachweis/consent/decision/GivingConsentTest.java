package io.nachweis.consent.decision;

import static io.nachweis.consent.decision.ConsentExamples.allowedSinceSignUpAt;
import static io.nachweis.consent.decision.ConsentExamples.given;
import static io.nachweis.consent.decision.ConsentExamples.letterReceived;
import static io.nachweis.consent.decision.ConsentExamples.refusedSince;
import static io.nachweis.consent.decision.ConsentExamples.signUp;
import static io.nachweis.consent.decision.ConsentExamples.unsubscribe;
import static io.nachweis.consent.decision.ConsentExamples.withdrawn;

import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

class GivingConsentTest {

    private final FixtureConfiguration<Consent> consent = new AggregateTestFixture<>(Consent.class);

    @Test
    void allows_the_purpose() {
        consent.givenNoPriorActivity().when(signUp(8)).expectEvents(given(signUp(8), allowedSinceSignUpAt(8)));
    }

    @Test
    void is_recorded_once_however_often_it_is_told() {
        consent.given(given(signUp(8), allowedSinceSignUpAt(8)))
                .when(signUp(8))
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }

    @Test
    void again_after_a_withdrawal_allows_again() {
        consent.given(given(signUp(8), allowedSinceSignUpAt(8)), withdrawn(unsubscribe(9), refusedSince(9)))
                .when(signUp(10))
                .expectEvents(given(signUp(10), allowedSinceSignUpAt(10)));
    }

    @Test
    void by_a_sign_up_older_than_the_withdrawal_is_on_record_and_allows_nothing() {
        consent.given(withdrawn(letterReceived(9, 10), refusedSince(9)))
                .when(signUp(8))
                .expectEvents(given(signUp(8), refusedSince(9)));
    }

    @Test
    void by_a_sign_up_of_the_same_instant_as_the_withdrawal_allows_nothing() {
        consent.given(withdrawn(unsubscribe(9), refusedSince(9)))
                .when(signUp(9))
                .expectEvents(given(signUp(9), refusedSince(9)));
    }

    @Test
    void that_is_older_than_the_one_known_does_not_change_since_when() {
        consent.given(given(signUp(10), allowedSinceSignUpAt(10)))
                .when(signUp(8))
                .expectEvents(given(signUp(8), allowedSinceSignUpAt(10)));
    }
}
