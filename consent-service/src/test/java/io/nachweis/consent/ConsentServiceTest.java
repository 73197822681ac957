package io.nachweis.consent;

import static io.nachweis.consent.RunningService.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.nachweis.consent.RunningService.Answer;
import io.nachweis.contracts.Channel;
import io.nachweis.contracts.Fact;
import io.nachweis.event.SubjectId;
import io.nachweis.facts.FactListener.Heard;
import io.nachweis.testing.ModuleTest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The ledger as other services, applications and the desk meet it. */
@ModuleTest
class ConsentServiceTest {

    private static final Instant EIGHT = Instant.parse("2026-03-02T08:00:00Z");
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");
    private static final String LETTER_OF_NINE = "{\"channel\":\"letter\",\"receivedAt\":\"2026-03-02T09:00:00Z\"}";

    private static final AtomicLong people = new AtomicLong();

    private static RunningService service;

    private SubjectId person;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        service = new RunningService(folder);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void a_person_nobody_knows() {
        person = service.subject("person-" + people.incrementAndGet() + "@example.org");
        service.newsletterSays(200, "[]");
    }

    @Test
    void whoever_never_consented_may_not_be_written_to() {
        Answer answer = mayI(person);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get("allowed").booleanValue()).isFalse();
        assertThat(answer.body().get("reason").stringValue()).isEqualTo("never-given");
        assertThat(answer.body().propertyNames())
                .containsExactlyInAnyOrder("allowed", "basis", "since", "asOf", "reason");
    }

    @Test
    void a_consent_heard_allows_and_says_why_and_since_when() {
        long position = hear(given("sign-up", EIGHT, NINE));

        Answer answer = Patience.until(
                () -> mayI(person),
                told -> told.body().at("/asOf/~1newsletter/position").longValue() >= position);

        assertThat(answer.body().get("allowed").booleanValue()).isTrue();
        assertThat(answer.body().get("basis").stringValue()).isEqualTo("consent");
        assertThat(answer.body().get("since").stringValue()).isEqualTo("2026-03-02T09:00:00Z");
        assertThat(answer.body().get("reason").stringValue()).isEqualTo("given");
        assertThat(answer.body().at("/asOf/~1newsletter/at").stringValue()).isEqualTo(NOW.toString());
    }

    @Test
    void a_fact_told_again_is_no_second_entry() {
        Heard heard = heard(given("sign-up", EIGHT, NINE));
        service.hears(heard);
        service.hears(heard);
        hear(given("sign-up", EIGHT, NINE));

        assertThat(history(person).body().get("entries")).hasSize(1);
    }

    @Test
    void a_withdrawal_by_letter_counts_in_the_very_next_answer() {
        hear(given("sign-up", EIGHT, EIGHT));

        Answer recorded = withdraw(person, LETTER_OF_NINE);

        assertThat(recorded.status()).isEqualTo(201);
        assertThat(withoutAsOf(recorded)).isEqualTo(withoutAsOf(mayI(person)));
        assertThat(recorded.body().get("allowed").booleanValue()).isFalse();
        assertThat(recorded.body().get("reason").stringValue()).isEqualTo("withdrawn");
        assertThat(recorded.body().get("since").stringValue()).isEqualTo("2026-03-02T09:00:00Z");
    }

    @Test
    void a_withdrawal_of_nothing_known_beats_the_consent_that_arrives_later() {
        assertThat(withdraw(person, LETTER_OF_NINE).status()).isEqualTo(201);
        hear(given("sign-up", EIGHT, TEN));

        assertThat(mayI(person).body().get("reason").stringValue()).isEqualTo("withdrawn");
    }

    @Test
    void a_new_sign_up_after_a_withdrawal_allows_again() {
        hear(given("first", EIGHT, EIGHT));
        hear(new Fact.ConsentWithdrawn("idm", "newsletter", Channel.ONE_CLICK, NINE, NINE));
        hear(given("second", TEN, TEN));

        assertThat(mayI(person).body().get("allowed").booleanValue()).isTrue();
    }

    @Test
    void a_letter_older_than_the_newest_sign_up_is_on_record_and_does_not_end_it() {
        hear(given("sign-up", TEN, TEN));

        Answer recorded = withdraw(person, LETTER_OF_NINE);

        assertThat(recorded.status()).isEqualTo(201);
        assertThat(recorded.body().get("allowed").booleanValue()).isTrue();
        assertThat(types(history(person))).containsExactly("consent.given.v1", "consent.withdrawn.v1");
    }

    @Test
    void the_same_letter_recorded_by_many_at_once_is_one_entry() throws Exception {
        Callable<Answer> recording = () -> withdraw(person, LETTER_OF_NINE);

        List<Future<Answer>> answers;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            answers =
                    threads.invokeAll(Stream.generate(() -> recording).limit(8).toList());
        }

        for (var answer : answers) {
            assertThat(answer.get().status()).isEqualTo(201);
        }
        assertThat(types(history(person))).containsExactly("consent.withdrawn.v1");
    }

    @Test
    void what_was_answered_is_known_after_a_restart() {
        hear(given("sign-up", EIGHT, EIGHT));
        withdraw(person, LETTER_OF_NINE);
        Answer before = mayI(person);

        service.restart();

        assertThat(withoutAsOf(mayI(person))).isEqualTo(withoutAsOf(before));
        withdraw(person, LETTER_OF_NINE);
        assertThat(types(history(person))).containsExactly("consent.given.v1", "consent.withdrawn.v1");
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
                "receivedAt | {'channel':'letter','receivedAt':'2026-03-02T12:00:00.001Z'}",
                "receivedAt | {'channel':'letter','receivedAt':'2018-05-24T23:59:59Z'}",
                "receivedAt | {'channel':'letter','receivedAt':{'canary':1}}"
            })
    void a_withdrawal_that_cannot_be_is_refused_by_its_field(String field, String body) {
        Answer refused = withdraw(person, body.replace('\'', '"'));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().get("type").stringValue()).isEqualTo("https://nachweis.io/problems/invalid-field");
        assertThat(refused.body().at("/errors/0/field").stringValue()).isEqualTo(field);
        assertThat(refused.text()).doesNotContain("canary");
        assertThat(nothingIsStoredAbout(person)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "canary"})
    void a_withdrawal_that_cannot_be_read_is_refused(String body) {
        Answer refused = withdraw(person, body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).doesNotContain("canary");
        assertThat(nothingIsStoredAbout(person)).isTrue();
    }

    @Test
    void a_purpose_the_policy_does_not_name_is_unknown() {
        String path = subjects() + person + "/purposes/canary";
        String token = service.token("privacy-desk");

        assertThat(service.get(token, path)).satisfies(ConsentServiceTest::isUnknownPurpose);
        assertThat(service.post(token, path + "/withdrawals", LETTER_OF_NINE))
                .satisfies(ConsentServiceTest::isUnknownPurpose);
        assertThat(nothingIsStoredAbout(person)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"canary", "erased", "1.AAAA", "person@example.org"})
    void what_is_no_pseudonym_is_refused_and_not_repeated(String subject) {
        Answer refused = service.post(
                service.token("privacy-desk"),
                subjects() + subject + "/purposes/newsletter/withdrawals",
                LETTER_OF_NINE);

        assertThat(refused).satisfies(answer -> isNoPseudonym(answer, subject));
    }

    @ParameterizedTest
    @ValueSource(strings = {"canary", "erased"})
    void nothing_is_told_about_what_is_no_pseudonym(String subject) {
        String token = service.token("privacy-desk");

        assertThat(service.get(token, subjects() + subject + "/purposes/newsletter"))
                .satisfies(answer -> isNoPseudonym(answer, subject));
        assertThat(service.get(token, subjects() + subject + "/history"))
                .satisfies(answer -> isNoPseudonym(answer, subject));
    }

    private static void isNoPseudonym(Answer refused, String subject) {
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().at("/errors/0/field").stringValue()).isEqualTo("subject");
        assertThat(refused.text()).doesNotContain(subject.equals("erased") ? "\"erased\"" : subject);
    }

    @Test
    void pseudonyms_are_looked_up_in_order_and_alike_for_known_and_unknown() {
        SubjectId known = service.subject("known@example.org");
        service.hears(service.newsletter().says(known, given("s", EIGHT, EIGHT)));

        Answer answer = lookup("{\"emails\":[\"unknown@example.org\",\"Known@EXAMPLE.org\"]}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text())
                .isEqualTo("[{\"subject\":\"" + service.subject("unknown@example.org") + "\"},{\"subject\":\"" + known
                        + "\"}]");
    }

    @Test
    void a_thousand_addresses_are_looked_up_and_one_more_is_refused() {
        assertThat(lookup(addresses(1000)).body()).hasSize(1000);
        assertThat(lookup(addresses(1001)))
                .satisfies(refused -> assertThat(refused.status()).isEqualTo(400))
                .satisfies(refused -> assertThat(
                                refused.body().at("/errors/0/field").stringValue())
                        .isEqualTo("emails"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"emails\":[\"a@example.org\",\"canary\"]}", "{\"emails\":[null]}", "{\"emails\":7}"})
    void what_is_no_address_is_refused_and_not_repeated(String body) {
        Answer refused = lookup(body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().at("/errors/0/field").stringValue()).startsWith("emails");
        assertThat(refused.text()).doesNotContain("canary");
    }

    @Test
    void the_history_joins_what_every_service_knows_oldest_first() {
        hear(given("sign-up", EIGHT, NINE));
        service.newsletterSays(200, """
                [{"position":4,"id":"a","type":"subscription.requested.v1","stream":"s","sequence":0,
                  "recordedAt":"2026-03-02T08:00:00Z","leafHash":"ab","data":{"controller":"idm"}},
                 {"position":9,"id":"b","type":"subscription.confirmed.v1","stream":"s","sequence":1,
                  "recordedAt":"2026-03-02T11:00:00Z","leafHash":"cd","data":{"controller":"idm"}}]
                """);

        Answer history = history(person);

        assertThat(history.status()).isEqualTo(200);
        assertThat(history.body().get("subject").stringValue()).isEqualTo(person.value());
        assertThat(history.body().get("entries"))
                .extracting(entry -> entry.get("service").stringValue() + " "
                        + entry.get("type").stringValue())
                .containsExactly(
                        "newsletter subscription.requested.v1",
                        "newsletter subscription.confirmed.v1",
                        "consent consent.given.v1");
        assertThat(history.body().get("entries").get(2).propertyNames())
                .contains("service", "position", "id", "type", "recordedAt", "data", "leafHash");
        assertThat(history.body().get("missing")).isEmpty();
    }

    @Test
    void the_history_names_the_service_that_does_not_answer() {
        hear(given("sign-up", EIGHT, NINE));
        service.newsletterSays(200, "no entries");

        Answer history = history(person);

        assertThat(history.status()).isEqualTo(200);
        assertThat(types(history)).containsExactly("consent.given.v1");
        assertThat(history.body().at("/missing/0/service").stringValue()).isEqualTo("newsletter");
        assertThat(history.body().at("/missing/0/reason").stringValue()).isEqualTo("unreadable");
    }

    @Test
    void an_auditor_sees_the_entries_and_not_whom_they_are_about() {
        hear(given("sign-up", EIGHT, NINE));

        Answer auditors = service.get(service.token("auditor"), subjects() + person + "/history");

        assertThat(history(person).body().at("/entries/0/data/subject").stringValue())
                .isEqualTo(person.value());
        assertThat(auditors.body().at("/entries/0/type").stringValue()).isEqualTo("consent.given.v1");
        assertThat(auditors.body().get("entries").toString()).doesNotContain(person.value());
    }

    @ParameterizedTest
    @CsvSource({
        "privacy-desk, 200, 201, 200, 200",
        "dpo,          200, 403, 403, 200",
        "auditor,      403, 403, 403, 200",
        "app,          200, 201, 200, 403",
        "marketing,    403, 403, 403, 403",
        "operator,     403, 403, 403, 403"
    })
    void each_role_may_do_its_own(String role, int mayI, int withdraw, int lookup, int history) {
        String token = service.token(role);
        String purpose = subjects() + person + "/purposes/newsletter";

        assertThat(service.get(token, purpose).status()).isEqualTo(mayI);
        assertThat(service.post(token, purpose + "/withdrawals", LETTER_OF_NINE).status())
                .isEqualTo(withdraw);
        assertThat(service.post(token, subjects() + "lookup", "{\"emails\":[]}").status())
                .isEqualTo(lookup);
        assertThat(service.get(token, subjects() + person + "/history").status())
                .isEqualTo(history);
    }

    @Test
    void an_application_may_neither_ask_nor_act_for_a_purpose_it_does_not_serve() {
        String token = service.token("app", "idm", "statistics");
        String purpose = subjects() + person + "/purposes/newsletter";

        assertThat(service.get(token, purpose).status()).isEqualTo(403);
        assertThat(service.post(token, purpose + "/withdrawals", LETTER_OF_NINE).status())
                .isEqualTo(403);
    }

    @Test
    void nobody_is_answered_without_a_token_of_the_controller() {
        String path = subjects() + person + "/history";

        assertThat(service.get(null, path).status()).isEqualTo(401);
        assertThat(service.get(service.token("privacy-desk", "another", "newsletter"), path)
                        .status())
                .isEqualTo(403);
    }

    private static String subjects() {
        return "/api/v1/idm/subjects/";
    }

    private static Answer mayI(SubjectId person) {
        return service.get(service.token("app"), subjects() + person + "/purposes/newsletter");
    }

    private static JsonNode withoutAsOf(Answer answer) {
        return ((ObjectNode) answer.body().deepCopy()).without("asOf");
    }

    private static Answer withdraw(SubjectId person, String body) {
        return service.post(
                service.token("privacy-desk"), subjects() + person + "/purposes/newsletter/withdrawals", body);
    }

    private static Answer lookup(String body) {
        return service.post(service.token("privacy-desk"), subjects() + "lookup", body);
    }

    private static Answer history(SubjectId person) {
        return service.get(service.token("privacy-desk"), subjects() + person + "/history");
    }

    private static Stream<String> typesOf(Answer history) {
        return history.body()
                .get("entries")
                .valueStream()
                .map(entry -> entry.get("type").stringValue());
    }

    private static List<String> types(Answer history) {
        return typesOf(history).toList();
    }

    private static String addresses(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> "\"person-" + i + "@example.org\"")
                .collect(Collectors.joining(",", "{\"emails\":[", "]}"));
    }

    @Test
    void everything_is_withdrawn_when_the_person_asks_for_that() {
        hear(given("sign-up", EIGHT, EIGHT));
        String path = "/internal/idm/subjects/" + person + "/withdrawals";
        String letter = "{\"channel\":\"letter\",\"receivedAt\":\"2026-03-02T09:00:00Z\"}";
        assertThat(service.postAsService(path, letter).status()).isEqualTo(204);
        assertThat(service.postAsService(path, letter).status()).isEqualTo(204);
        assertThat(mayI(person).body().get("reason").stringValue()).isEqualTo("withdrawn");
        assertThat(types(history(person)))
                .as("for the newsletter, and for follow-up, whose grant may be on its way")
                .containsExactly("consent.given.v1", "consent.withdrawn.v1", "consent.withdrawn.v1");
        assertThat(service.post(service.token("privacy-desk"), path, letter).status())
                .isEqualTo(403);
        assertThat(service.postAsService(path, "{\"channel\":\"letter\"}").status())
                .isEqualTo(400);
    }

    @Test
    void an_erasure_withdraws_and_keeps_the_proof() {
        hear(given("sign-up", EIGHT, EIGHT));
        service.hearsAnOrder(new Heard("id", "/rights", 1, person, new Fact.ErasureOrdered("idm", "order", NINE)));
        assertThat(mayI(person).body().get("reason").stringValue()).isEqualTo("withdrawn");
        var report = history(person).body().get("entries").get(3);
        assertThat(report.get("type").stringValue()).isEqualTo("erasure.carried-out.v1");
        assertThat(report.at("/data/kept/0/category").stringValue()).isEqualTo("consent-records");
        assertThat(report.at("/data/kept/0/until").stringValue()).isEqualTo("2029-03-02");
    }

    @Test
    void the_proof_of_what_was_withdrawn_before_is_kept_from_then_on() {
        hear(given("sign-up", EIGHT, EIGHT));
        hear(new Fact.ConsentWithdrawn("idm", "newsletter", Channel.PAGE, EIGHT, EIGHT));
        Instant yearsLater = NINE.plus(Duration.ofDays(800));
        service.hearsAnOrder(new Heard("id", "/rights", 1, person, new Fact.ErasureOrdered("idm", "late", yearsLater)));
        assertThat(history(person)
                        .body()
                        .findValues("kept")
                        .getLast()
                        .at("/0/until")
                        .stringValue())
                .isEqualTo("2029-03-02");
    }

    @Test
    void an_erasure_of_who_is_not_known_puts_no_consent_on_record() {
        service.hearsAnOrder(new Heard("id", "/rights", 1, person, new Fact.ErasureOrdered("idm", "other", NINE)));
        assertThat(types(history(person))).containsExactly("erasure.decided.v1", "erasure.carried-out.v1");
    }

    private static Fact given(String signUp, Instant requestedAt, Instant givenAt) {
        return new Fact.ConsentGiven(
                "idm", "newsletter", signUp, requestedAt, givenAt, "newsletter/1/en", "ab".repeat(32));
    }

    private Heard heard(Fact fact) {
        return service.newsletter().says(person, fact);
    }

    private long hear(Fact fact) {
        Heard heard = heard(fact);
        service.hears(heard);
        return heard.sequence();
    }

    private static boolean nothingIsStoredAbout(SubjectId person) {
        return service.bean(MongoDatabase.class)
                        .getCollection("log")
                        .countDocuments(new org.bson.Document("subjects.id", person.value()))
                == 0;
    }

    private static void isUnknownPurpose(Answer answer) {
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body().get("type").stringValue()).isEqualTo("https://nachweis.io/problems/unknown-purpose");
        assertThat(answer.text()).doesNotContain("canary");
    }
}
