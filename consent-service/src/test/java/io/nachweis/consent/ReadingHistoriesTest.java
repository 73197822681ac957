package io.nachweis.consent;

import static io.nachweis.consent.Somebody.EIGHT;
import static io.nachweis.consent.Somebody.NINE;
import static io.nachweis.consent.Somebody.given;
import static io.nachweis.consent.Somebody.types;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.consent.RunningConsent.Answer;
import io.nachweis.testing.ModuleTest;
import org.junit.jupiter.api.Test;

/** Everything on record about a person, from every service. */
@ModuleTest
class ReadingHistoriesTest {

    private final RunningConsent service;
    private final Somebody person;

    ReadingHistoriesTest(RunningConsent service) {
        this.service = service;
        this.person = Somebody.unknownTo(service);
    }

    @Test
    void the_history_joins_what_every_service_knows_oldest_first() {
        person.hear(given("sign-up", EIGHT, NINE));
        service.newsletterSays(200, """
                {"items":[{"position":4,"id":"a","type":"subscription.requested.v1","stream":"s","sequence":0,
                  "recordedAt":"2026-03-02T08:00:00Z","leafHash":"ab","data":{"controller":"idm"}},
                 {"position":9,"id":"b","type":"subscription.confirmed.v1","stream":"s","sequence":1,
                  "recordedAt":"2026-03-02T11:00:00Z","leafHash":"cd","data":{"controller":"idm"}}]}
                """);

        Answer history = person.history();

        assertThat(history.status()).isEqualTo(200);
        assertThat(history.body().get("subject").stringValue())
                .isEqualTo(person.subject().value());
        assertThat(history.body().get("entries"))
                .extracting(entry -> entry.get("service").stringValue() + " "
                        + entry.get("type").stringValue())
                .containsExactly(
                        "newsletter subscription.requested.v1",
                        "newsletter subscription.confirmed.v1",
                        "consent consent.given.v1");
        assertThat(history.body().get("entries").get(2).propertyNames())
                .contains("service", "position", "id", "type", "words", "recordedAt", "data", "leafHash");
        assertThat(history.body().get("entries").get(2).get("words").stringValue())
                .isEqualTo("Consent is on record as given");
        assertThat(history.body().get("missing")).isEmpty();
    }

    @Test
    void the_history_names_the_service_that_does_not_answer() {
        person.hear(given("sign-up", EIGHT, NINE));
        service.newsletterSays(200, "no entries");

        Answer history = person.history();

        assertThat(history.status()).isEqualTo(200);
        assertThat(types(history)).containsExactly("consent.given.v1");
        assertThat(history.body().at("/missing/0/service").stringValue()).isEqualTo("newsletter");
        assertThat(history.body().at("/missing/0/reason").stringValue()).isEqualTo("unreadable");
    }

    @Test
    void an_auditor_sees_the_entries_and_not_whom_they_are_about() {
        person.hear(given("sign-up", EIGHT, NINE));

        Answer auditors = service.getAs(service.token("auditor"), person.path() + "/history");

        assertThat(person.history().body().at("/entries/0/data/subject").stringValue())
                .isEqualTo(person.subject().value());
        assertThat(auditors.body().at("/entries/0/type").stringValue()).isEqualTo("consent.given.v1");
        assertThat(auditors.body().get("entries").toString())
                .doesNotContain(person.subject().value());
    }
}
