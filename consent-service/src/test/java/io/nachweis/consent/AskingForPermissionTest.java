package io.nachweis.consent;

import static io.nachweis.consent.RunningConsent.NOW;
import static io.nachweis.consent.Somebody.EIGHT;
import static io.nachweis.consent.Somebody.LETTER_OF_NINE;
import static io.nachweis.consent.Somebody.NINE;
import static io.nachweis.consent.Somebody.TEN;
import static io.nachweis.consent.Somebody.WORDING;
import static io.nachweis.consent.Somebody.WORDING_SHA256;
import static io.nachweis.consent.Somebody.given;
import static io.nachweis.consent.Somebody.withoutAsOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.consent.RunningConsent.Answer;
import io.nachweis.contracts.Channel;
import io.nachweis.contracts.Fact;
import io.nachweis.facts.FactListener.ReceivedFact;
import io.nachweis.testing.ModuleTest;
import org.junit.jupiter.api.Test;

/** "May I?", as applications ask it. */
@ModuleTest
class AskingForPermissionTest {

    private final RunningConsent service;
    private final Somebody person;

    AskingForPermissionTest(RunningConsent service) {
        this.service = service;
        this.person = Somebody.unknownTo(service);
    }

    @Test
    void whoever_never_consented_may_not_be_written_to() {
        Answer answer = person.mayI();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get("allowed").booleanValue()).isFalse();
        assertThat(answer.body().get("reason").stringValue()).isEqualTo("never-given");
        assertThat(answer.body().propertyNames())
                .containsExactlyInAnyOrder("allowed", "basis", "since", "asOf", "reason");
    }

    @Test
    void a_consent_heard_allows_and_says_why_and_since_when() {
        long position = person.hear(given("sign-up", EIGHT, NINE));

        Answer answer = Await.until(
                person::mayI,
                told -> told.body().at("/asOf/~1newsletter/position").longValue() >= position);

        assertThat(answer.body().get("allowed").booleanValue()).isTrue();
        assertThat(answer.body().get("basis").stringValue()).isEqualTo("consent");
        assertThat(answer.body().get("since").stringValue()).isEqualTo("2026-03-02T09:00:00Z");
        assertThat(answer.body().get("reason").stringValue()).isEqualTo("given");
        assertThat(answer.body().at("/asOf/~1newsletter/at").stringValue()).isEqualTo(NOW.toString());
    }

    /** Heard over Kafka, and told by newsletter-service itself when it is asked. */
    @Test
    void a_consent_to_a_wording_that_the_policy_does_not_have_allows_nothing() {
        person.hear(new Fact.ConsentGiven(
                "idm", "newsletter", "no-such-version", EIGHT, NINE, "newsletter/99/en", WORDING_SHA256));
        person.hear(new Fact.ConsentGiven("idm", "newsletter", "another-text", EIGHT, NINE, WORDING, "ab".repeat(32)));
        person.hear(
                new Fact.ConsentGiven("idm", "statistics", "another-purpose", EIGHT, NINE, WORDING, WORDING_SHA256));

        assertThat(person.mayI().body().get("reason").stringValue()).isEqualTo("never-given");
        assertThat(person.typesOnRecord()).isEmpty();
    }

    @Test
    void a_fact_told_again_is_no_second_entry() {
        ReceivedFact received = person.heard(given("sign-up", EIGHT, NINE));
        service.hears(received);
        service.hears(received);
        person.hear(given("sign-up", EIGHT, NINE));

        assertThat(person.history().body().get("entries")).hasSize(1);
    }

    @Test
    void a_new_sign_up_after_a_withdrawal_allows_again() {
        person.hear(given("first", EIGHT, EIGHT));
        person.hear(new Fact.ConsentWithdrawn("idm", "newsletter", "first", Channel.ONE_CLICK, NINE, NINE));
        person.hear(given("second", TEN, TEN));

        assertThat(person.mayI().body().get("allowed").booleanValue()).isTrue();
    }

    @Test
    void what_was_answered_is_known_after_a_restart() {
        person.hear(given("sign-up", EIGHT, EIGHT));
        person.withdraws(LETTER_OF_NINE);
        Answer before = person.mayI();

        service.restart();

        assertThat(withoutAsOf(person.mayI())).isEqualTo(withoutAsOf(before));
        person.withdraws(LETTER_OF_NINE);
        assertThat(person.typesOnRecord()).containsExactly("consent.given.v1", "consent.withdrawn.v1");
    }
}
