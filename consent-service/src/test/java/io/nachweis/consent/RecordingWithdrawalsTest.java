package io.nachweis.consent;

import static io.nachweis.consent.Somebody.EIGHT;
import static io.nachweis.consent.Somebody.LETTER_OF_NINE;
import static io.nachweis.consent.Somebody.TEN;
import static io.nachweis.consent.Somebody.given;
import static io.nachweis.consent.Somebody.withoutAsOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.consent.RunningConsent.Answer;
import io.nachweis.contracts.Channel;
import io.nachweis.testing.ModuleTest;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.json.JsonMapper;

/** Withdrawals that reach the house by letter or phone, or with a request by right. */
@ModuleTest
class RecordingWithdrawalsTest {

    private final RunningConsent service;
    private final Somebody person;

    RecordingWithdrawalsTest(RunningConsent service) {
        this.service = service;
        this.person = Somebody.unknownTo(service);
    }

    @Test
    void a_withdrawal_by_letter_counts_in_the_very_next_answer() {
        person.hear(given("sign-up", EIGHT, EIGHT));

        Answer recorded = person.withdraws(LETTER_OF_NINE);

        assertThat(recorded.status()).isEqualTo(201);
        assertThat(withoutAsOf(recorded)).isEqualTo(withoutAsOf(person.mayI()));
        assertThat(recorded.body().get("allowed").booleanValue()).isFalse();
        assertThat(recorded.body().get("reason").stringValue()).isEqualTo("withdrawn");
        assertThat(recorded.body().get("since").stringValue()).isEqualTo("2026-03-02T09:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"email", "phone", "letter", "application", "other"})
    void a_withdrawal_counts_whichever_way_it_came(String channel) {
        assertThat(person.withdraws("{\"channel\":\"" + channel + "\",\"receivedAt\":\"2026-03-02T09:00:00Z\"}")
                        .status())
                .isEqualTo(201);
        assertThat(person.mayI().body().get("reason").stringValue()).isEqualTo("withdrawn");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-02T12:00:03Z", "2026-03-02T12:01:00Z"})
    void a_withdrawal_by_a_clock_that_is_a_little_ahead_of_ours_is_of_now(String receivedAt) {
        Answer recorded = person.withdraws("{\"channel\":\"phone\",\"receivedAt\":\"" + receivedAt + "\"}");

        assertThat(recorded.status()).isEqualTo(201);
        assertThat(recorded.body().get("since").stringValue()).isEqualTo("2026-03-02T12:00:00Z");
    }

    @Test
    void the_contract_names_the_channels_that_are_taken() throws IOException {
        String contract = new ClassPathResource("consent/openapi.yaml").getContentAsString(UTF_8);
        String reported = Stream.of(Channel.values())
                .filter(Channel::isReported)
                .map(channel -> JsonMapper.shared().convertValue(channel, String.class))
                .collect(joining(", "));

        assertThat(contract.replaceAll("(?s).*operationId: withdraw\n.*? channel:.*?enum: \\[(.*?)].*", "$1"))
                .isEqualTo(reported);
    }

    @Test
    void a_withdrawal_of_nothing_known_beats_the_consent_that_arrives_later() {
        assertThat(person.withdraws(LETTER_OF_NINE).status()).isEqualTo(201);
        person.hear(given("sign-up", EIGHT, TEN));

        assertThat(person.mayI().body().get("reason").stringValue()).isEqualTo("withdrawn");
    }

    /**
     * The attacker holds an application's token and a list of addresses, whose pseudonyms they may look up. They want
     * entries of withdrawals on record about people who never had to do with us.
     */
    @Test
    void an_application_records_withdrawals_only_of_people_whose_consent_it_was_told_of() {
        Await.until(
                person::mayI, told -> told.body().get("reason").stringValue().equals("never-given"));
        Answer refused = person.withdrawsBy("app", LETTER_OF_NINE);

        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.body().get("type").stringValue()).isEqualTo("https://nachweis.io/problems/no-consent-known");
        assertThat(person.isNowhereOnRecord()).isTrue();

        person.hear(given("sign-up", EIGHT, EIGHT));
        assertThat(person.withdrawsBy("app", LETTER_OF_NINE).status()).isEqualTo(201);
        assertThat(person.withdrawsBy("app", LETTER_OF_NINE).status())
                .as("again")
                .isEqualTo(201);
        assertThat(person.typesOnRecord()).containsExactly("consent.given.v1", "consent.withdrawn.v1");
    }

    @Test
    void a_letter_older_than_the_newest_sign_up_is_on_record_and_does_not_end_it() {
        person.hear(given("sign-up", TEN, TEN));

        Answer recorded = person.withdraws(LETTER_OF_NINE);

        assertThat(recorded.status()).isEqualTo(201);
        assertThat(recorded.body().get("allowed").booleanValue()).isTrue();
        assertThat(person.typesOnRecord()).containsExactly("consent.given.v1", "consent.withdrawn.v1");
    }

    @Test
    void the_same_letter_recorded_by_many_at_once_is_one_entry() throws Exception {
        Callable<Answer> recording = () -> person.withdraws(LETTER_OF_NINE);

        List<Future<Answer>> answers;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            answers =
                    threads.invokeAll(Stream.generate(() -> recording).limit(8).toList());
        }

        for (var answer : answers) {
            assertThat(answer.get().status()).isEqualTo(201);
        }
        assertThat(person.typesOnRecord()).containsExactly("consent.withdrawn.v1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "channel    | {'receivedAt':'2026-03-02T09:00:00Z'}",
                "channel    | {'channel':null,'receivedAt':'2026-03-02T09:00:00Z'}",
                "channel    | {'channel':'page','receivedAt':'2026-03-02T09:00:00Z'}",
                "channel    | {'channel':'one-click','receivedAt':'2026-03-02T09:00:00Z'}",
                "channel    | {'channel':'canary','receivedAt':'2026-03-02T09:00:00Z'}",
                "channel    | {'channel':['letter'],'receivedAt':'2026-03-02T09:00:00Z'}",
                "channel    | {'channel':2,'receivedAt':'2026-03-02T09:00:00Z'}",
                "channel    | {'channel':'2','receivedAt':'2026-03-02T09:00:00Z'}",
                "receivedAt | {'channel':'letter','receivedAt':1772442000}",
                "receivedAt | {'channel':'letter','receivedAt':'1772442000'}",
                "receivedAt | {'channel':'letter','receivedAt':1e999999999}",
                "receivedAt | {'channel':'letter','receivedAt':99999999999999999999}",
                "receivedAt | {'channel':'letter','receivedAt':[2026,3,2]}",
                "receivedAt | {'channel':'letter'}",
                "receivedAt | {'channel':'letter','receivedAt':'canary'}",
                "receivedAt | {'channel':'letter','receivedAt':'2026-03-02T12:01:00.001Z'}",
                "receivedAt | {'channel':'letter','receivedAt':'2018-05-24T23:59:59Z'}",
                "receivedAt | {'channel':'letter','receivedAt':{'canary':1}}"
            })
    void a_withdrawal_that_cannot_be_is_refused_by_its_field(String field, String body) {
        Answer refused = person.withdraws(body.replace('\'', '"'));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().get("type").stringValue()).isEqualTo("https://nachweis.io/problems/invalid-field");
        assertThat(refused.body().at("/errors/0/field").stringValue()).isEqualTo(field);
        assertThat(refused.text()).doesNotContain("canary");
        assertThat(person.isNowhereOnRecord()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "canary"})
    void a_withdrawal_that_cannot_be_read_is_refused(String body) {
        Answer refused = person.withdraws(body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).doesNotContain("canary");
        assertThat(person.isNowhereOnRecord()).isTrue();
    }

    @Test
    void a_withdrawal_whose_answer_is_wanted_in_another_form_is_refused_before_it_is_recorded() {
        var refused = service.postJson(
                "/api/v1/idm/subjects/" + person.subject() + "/purposes/newsletter/withdrawals",
                LETTER_OF_NINE,
                "Authorization",
                "Bearer " + service.token("privacy-desk"),
                "Accept",
                "image/png");

        assertThat(refused.statusCode()).isEqualTo(406);
        assertThat(person.isNowhereOnRecord()).isTrue();
    }

    @Test
    void everything_is_withdrawn_when_the_person_asks_for_that() {
        person.hear(given("sign-up", EIGHT, EIGHT));
        String path = "/internal/idm/subjects/" + person.subject() + "/withdrawals";
        String letter = "{\"channel\":\"letter\",\"receivedAt\":\"2026-03-02T09:00:00Z\"}";
        assertThat(service.postByService("rights", path, letter).status()).isEqualTo(204);
        assertThat(service.postByService("rights", path, letter).status()).isEqualTo(204);
        assertThat(person.mayI().body().get("reason").stringValue()).isEqualTo("withdrawn");
        assertThat(person.typesOnRecord())
                .as("for the newsletter, and for follow-up, whose grant may be on its way")
                .containsExactly("consent.given.v1", "consent.withdrawn.v1", "consent.withdrawn.v1");
        assertThat(service.postAs(service.token("privacy-desk"), path, letter).status())
                .isEqualTo(403);
        assertThat(service.postByService("rights", path, "{\"channel\":\"letter\"}")
                        .status())
                .isEqualTo(400);
    }

    /** By who holds the keys of the other services. */
    @Test
    void nobody_but_the_desk_of_rights_withdraws_everything() {
        person.hear(given("sign-up", EIGHT, EIGHT));
        String path = "/internal/idm/subjects/" + person.subject() + "/withdrawals";
        String letter = "{\"channel\":\"letter\",\"receivedAt\":\"2026-03-02T09:00:00Z\"}";
        for (String other : List.of("consent", "lead", "newsletter")) {
            assertThat(service.postByService(other, path, letter).status()).isEqualTo(403);
            assertThat(service.postByService(other, path + "/disowned", letter).status())
                    .isEqualTo(403);
        }
        assertThat(person.typesOnRecord()).containsExactly("consent.given.v1");
    }

    @Test
    void a_withdrawal_of_everything_is_disowned_for_every_purpose_and_once() {
        person.hear(given("sign-up", EIGHT, EIGHT));
        String path = "/internal/idm/subjects/" + person.subject() + "/withdrawals";
        String form = "{\"channel\":\"other\",\"receivedAt\":\"2026-03-02T09:00:00Z\"}";
        assertThat(service.postByService("rights", path, form).status()).isEqualTo(204);
        assertThat(person.mayI().body().get("allowed").booleanValue()).isFalse();

        for (int i = 0; i < 2; i++) {
            assertThat(service.postByService("rights", path + "/disowned", form).status())
                    .isEqualTo(204);
            assertThat(service.postByService("rights", path, form).status())
                    .as("on its way still")
                    .isEqualTo(204);
        }

        assertThat(person.mayI().body().get("allowed").booleanValue()).isTrue();
        assertThat(person.typesOnRecord())
                .containsExactly(
                        "consent.given.v1",
                        "consent.withdrawn.v1",
                        "consent.withdrawn.v1",
                        "consent.withdrawal-disowned.v1",
                        "consent.withdrawal-disowned.v1");
        assertThat(service.postAs(service.token("privacy-desk"), path + "/disowned", form)
                        .status())
                .isEqualTo(403);
        assertThat(service.postByService("rights", path + "/disowned", form.replace("other", "page"))
                        .status())
                .isEqualTo(400);
    }
}
