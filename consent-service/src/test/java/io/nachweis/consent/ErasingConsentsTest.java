package io.nachweis.consent;

import static io.nachweis.consent.Somebody.EIGHT;
import static io.nachweis.consent.Somebody.NINE;
import static io.nachweis.consent.Somebody.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.Channel;
import io.nachweis.contracts.Fact;
import io.nachweis.facts.FactListener.ReceivedFact;
import io.nachweis.testing.ModuleTest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What an order to erase does to consents. */
@ModuleTest
class ErasingConsentsTest {

    private final RunningService service;
    private final Somebody person;

    ErasingConsentsTest(RunningService service) {
        this.service = service;
        this.person = Somebody.unknownTo(service);
    }

    @Test
    void an_erasure_withdraws_and_keeps_the_proof() {
        person.hear(given("sign-up", EIGHT, EIGHT));
        service.hearsAnOrder(
                new ReceivedFact("id", "/rights", 1, person.subject(), new Fact.ErasureOrdered("idm", "order", NINE)));
        assertThat(person.mayI().body().get("reason").stringValue()).isEqualTo("withdrawn");
        var report = person.history().body().get("entries").get(3);
        assertThat(report.get("type").stringValue()).isEqualTo("erasure.carried-out.v1");
        assertThat(report.at("/data/kept/0/category").stringValue()).isEqualTo("consent-records");
        assertThat(report.at("/data/kept/0/until").stringValue()).isEqualTo("2029-03-02");
    }

    @Test
    void the_proof_of_what_was_withdrawn_before_is_kept_from_then_on() {
        person.hear(given("sign-up", EIGHT, EIGHT));
        person.hear(new Fact.ConsentWithdrawn("idm", "newsletter", Channel.PAGE, EIGHT, EIGHT));
        Instant yearsLater = NINE.plus(Duration.ofDays(800));
        service.hearsAnOrder(new ReceivedFact(
                "id", "/rights", 1, person.subject(), new Fact.ErasureOrdered("idm", "late", yearsLater)));
        assertThat(person.history()
                        .body()
                        .findValues("kept")
                        .getLast()
                        .at("/0/until")
                        .stringValue())
                .isEqualTo("2029-03-02");
    }

    @Test
    void an_erasure_of_who_is_not_known_puts_no_consent_on_record() {
        service.hearsAnOrder(
                new ReceivedFact("id", "/rights", 1, person.subject(), new Fact.ErasureOrdered("idm", "other", NINE)));
        assertThat(person.typesOnRecord()).containsExactly("erasure.decided.v1", "erasure.carried-out.v1");
    }
}
