package io.nachweis.consent.decision;

import static io.nachweis.consent.decision.ConsentExamples.allowedSinceSignUpAt;
import static io.nachweis.consent.decision.ConsentExamples.given;
import static io.nachweis.consent.decision.ConsentExamples.letterReceived;
import static io.nachweis.consent.decision.ConsentExamples.refusedSince;
import static io.nachweis.consent.decision.ConsentExamples.signUp;
import static io.nachweis.consent.decision.ConsentExamples.unsubscribe;
import static io.nachweis.consent.decision.ConsentExamples.withdrawn;
import static io.nachweis.consent.decision.ConsentExamples.withdrawnUnknown;

import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

class WithdrawingConsentTest {

    private final FixtureConfiguration<Consent> consent = new AggregateTestFixture<>(Consent.class);

    @Test
    void ends_the_permission_when_it_was_received() {
        consent.given(given(signUp(8), allowedSinceSignUpAt(8)))
                .when(letterReceived(9, 11))
                .expectEvents(withdrawn(letterReceived(9, 11), "sign-up-8", refusedSince(9)));
    }

    @Test
    void is_on_record_even_where_no_consent_is_known() {
        consent.givenNoPriorActivity()
                .when(letterReceived(9, 9))
                .expectEvents(withdrawnUnknown(letterReceived(9, 9), refusedSince(9)));
    }

    @Test
    void is_recorded_once_however_often_it_is_told() {
        consent.given(withdrawn(letterReceived(9, 9), refusedSince(9)))
                .when(letterReceived(9, 12))
                .expectSuccessfulHandlerExecution()
                .expectNoEvents();
    }

    @Test
    void a_second_time_by_other_means_is_on_record_too() {
        consent.given(given(signUp(8), allowedSinceSignUpAt(8)), withdrawn(unsubscribe(10), refusedSince(10)))
                .when(letterReceived(9, 11))
                .expectEvents(withdrawn(letterReceived(9, 11), "sign-up-8", refusedSince(10)));
    }

    @Test
    void does_not_end_a_consent_asked_for_after_it_was_received() {
        consent.given(given(signUp(10), allowedSinceSignUpAt(10)))
                .when(letterReceived(9, 11))
                .expectEvents(withdrawn(letterReceived(9, 11), allowedSinceSignUpAt(10)));
    }

    @Test
    void ends_an_older_sign_up_where_the_newest_was_asked_for_after_it_was_received() {
        consent.given(given(signUp(8), allowedSinceSignUpAt(8)), given(signUp(10), allowedSinceSignUpAt(10)))
                .when(letterReceived(9, 11))
                .expectEvents(withdrawn(letterReceived(9, 11), "sign-up-8", allowedSinceSignUpAt(10)));
    }

    @Test
    void of_what_was_withdrawn_before_is_a_case_of_its_own() {
        consent.given(given(signUp(8), allowedSinceSignUpAt(8)), withdrawn(unsubscribe(9), refusedSince(9)))
                .when(letterReceived(10, 11))
                .expectEvents(withdrawn(letterReceived(10, 11), "letter-10", refusedSince(10)));
    }

    @Test
    void belongs_to_the_sign_up_that_another_service_says_it_ends_also_before_that_is_known() {
        consent.givenNoPriorActivity()
                .when(unsubscribe(9))
                .expectEvents(withdrawnUnknown(unsubscribe(9), refusedSince(9)));
    }

    @Test
    void while_the_confirmation_mail_is_under_way_beats_the_confirmation() {
        consent.givenCommands(letterReceived(9, 9)).when(signUp(9)).expectEvents(given(signUp(9), refusedSince(9)));
    }
}
