package io.nachweis.consent;

import static io.nachweis.consent.Somebody.EIGHT;
import static io.nachweis.consent.Somebody.LETTER_OF_NINE;
import static io.nachweis.consent.Somebody.NINE;
import static io.nachweis.consent.Somebody.TEN;
import static io.nachweis.consent.Somebody.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.Channel;
import io.nachweis.contracts.Fact;
import io.nachweis.evidence.Erasure;
import io.nachweis.facts.FactListener.ReceivedFact;
import io.nachweis.personal.KeyScope;
import io.nachweis.personal.SubjectKeys;
import io.nachweis.testing.ModuleTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** What an order to erase does to consents. */
@ModuleTest
class ErasingConsentsTest {

    private final RunningConsent service;
    private final Somebody person;

    ErasingConsentsTest(RunningConsent service) {
        this.service = service;
        this.person = Somebody.unknownTo(service);
    }

    @Test
    void an_erasure_withdraws_and_keeps_the_proof() {
        person.hear(given("sign-up", EIGHT, EIGHT));
        service.hearsAnOrder(
                new ReceivedFact("id", "/rights", 1, person.subject(), new Fact.ErasureOrdered("idm", "order", NINE)));
        assertThat(person.mayI().body().get("reason").stringValue()).isEqualTo("withdrawn");
        awaitReport();
        var report = person.history().body().get("entries").get(3);
        assertThat(report.get("type").stringValue()).isEqualTo("erasure.carried-out.v1");
        assertThat(report.at("/data/kept/0/category").stringValue()).isEqualTo("consent-records");
        assertThat(report.at("/data/kept/0/until").stringValue()).isEqualTo("2029-03-02");
    }

    @Test
    void the_proof_of_what_was_withdrawn_before_is_kept_from_then_on() {
        person.hear(given("sign-up", EIGHT, EIGHT));
        person.hear(new Fact.ConsentWithdrawn("idm", "newsletter", "sign-up", Channel.PAGE, EIGHT, EIGHT));
        Instant yearsLater = NINE.plus(Duration.ofDays(800));
        service.hearsAnOrder(new ReceivedFact(
                "id", "/rights", 1, person.subject(), new Fact.ErasureOrdered("idm", "late", yearsLater)));
        awaitReport();
        assertThat(person.history()
                        .body()
                        .findValues("kept")
                        .getLast()
                        .at("/0/until")
                        .stringValue())
                .isEqualTo("2029-03-02");
    }

    @Test
    void an_erasure_withdraws_nothing_again() {
        person.hear(given("sign-up", EIGHT, EIGHT));
        person.withdraws(LETTER_OF_NINE);
        service.hearsAnOrder(
                new ReceivedFact("id", "/rights", 1, person.subject(), new Fact.ErasureOrdered("idm", "again", TEN)));
        awaitReport();
        assertThat(person.typesOnRecord())
                .containsExactly(
                        "consent.given.v1", "consent.withdrawn.v1", "erasure.decided.v1", "erasure.carried-out.v1");
    }

    @Test
    void an_erasure_forgets_what_waits_to_be_understood() {
        service.putsAside(person.heard(given("sign-up", EIGHT, EIGHT)), EIGHT);
        service.hearsAnOrder(
                new ReceivedFact("id", "/rights", 1, person.subject(), new Fact.ErasureOrdered("idm", "aside", NINE)));
        assertThat(service.letters()
                        .countDocuments(
                                new Document("sequence", person.subject().value())))
                .isZero();
    }

    @Test
    void a_delayed_erasure_leaves_what_was_said_later_to_be_understood() {
        service.putsAside(person.heard(given("sign-up", TEN, TEN)), TEN);
        service.hearsAnOrder(new ReceivedFact(
                "id", "/rights", 1, person.subject(), new Fact.ErasureOrdered("idm", "delayed", NINE)));
        assertThat(service.letters()
                        .countDocuments(
                                new Document("sequence", person.subject().value())))
                .isEqualTo(1);
    }

    @Test
    void every_sign_up_has_a_key_of_its_own_which_seals_the_withdrawal_that_ends_it() {
        person.hear(given("first", EIGHT, EIGHT));
        person.withdraws(LETTER_OF_NINE);
        person.hear(given("second", TEN, TEN));
        assertThat(cases()).containsExactlyInAnyOrder("first", "second");
        service.bean(Erasure.class).erase(new KeyScope(person.subject(), "consent-records", "first"));
        assertThat(person.typesOnRecord()).containsExactly("consent.given.v1");
        assertThat(person.mayI().body().get("allowed").booleanValue()).isTrue();
    }

    @Test
    void a_withdrawal_that_ends_nothing_known_is_a_case_of_its_own() {
        person.hear(given("sign-up", TEN, TEN));
        person.withdraws(LETTER_OF_NINE);
        assertThat(cases()).hasSize(2).contains("sign-up");
    }

    private List<String> cases() {
        return service.bean(SubjectKeys.class)
                .scopesOf(person.subject())
                .map(KeyScope::caseId)
                .toList();
    }

    @Test
    void an_erasure_of_who_is_not_known_puts_no_consent_on_record() {
        service.hearsAnOrder(
                new ReceivedFact("id", "/rights", 1, person.subject(), new Fact.ErasureOrdered("idm", "other", NINE)));
        awaitReport();
        assertThat(person.typesOnRecord()).containsExactly("erasure.decided.v1", "erasure.carried-out.v1");
    }

    private void awaitReport() {
        Await.until(person::typesOnRecord, types -> types.contains("erasure.carried-out.v1"));
    }
}
