package io.nachweis.consent;

import static io.nachweis.consent.RunningConsent.NOW;
import static io.nachweis.consent.Somebody.WORDING;
import static io.nachweis.consent.Somebody.WORDING_SHA256;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.nachweis.consent.NewsletterLog.Mood;
import io.nachweis.consent.RunningConsent.Answer;
import io.nachweis.contracts.Channel;
import io.nachweis.contracts.Fact;
import io.nachweis.event.SubjectId;
import io.nachweis.facts.FactListener.ReceivedFact;
import io.nachweis.testing.ModuleTest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** "May I?" while the ledger has not heard, or cannot know whether it has heard, what the newsletter service said. */
@ModuleTest
class AskingDirectlyTest {

    private static final Instant EIGHT = Instant.parse("2026-03-02T08:00:00Z");
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");

    private static final AtomicLong people = new AtomicLong();

    private static RunningConsent service;

    private final List<ReceivedFact> onTheWay = new ArrayList<>();
    private SubjectId person;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        service = new RunningConsent(folder);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void a_person_nobody_knows() {
        person = service.subject("person-" + people.incrementAndGet() + "@example.org");
    }

    @AfterEach
    void everything_arrives() {
        service.newsletter().is(Mood.ANSWERS);
        onTheWay.forEach(service::hears);
        untilNobodyIsAsked();
    }

    @Test
    void nobody_is_asked_while_everything_said_is_heard() {
        service.hears(says(given("sign-up", EIGHT)));
        untilNobodyIsAsked();
        int before = service.newsletter().askedAboutPeople();

        for (int i = 0; i < 50; i++) {
            assertThat(reason(mayI())).isEqualTo("given");
        }

        assertThat(service.newsletter().askedAboutPeople() - before).isLessThan(20);
    }

    @Test
    void a_withdrawal_that_was_not_heard_counts_within_two_seconds() {
        service.hears(says(given("sign-up", EIGHT)));
        untilNobodyIsAsked();

        ReceivedFact unheard = isOnTheWay(withdrawn(NINE));
        long said = System.nanoTime();
        AtomicLong lastYes = new AtomicLong();
        Answer answer = Await.until(
                () -> {
                    long asked = System.nanoTime();
                    Answer told = mayI();
                    if (isYes(told)) {
                        lastYes.set(asked - said);
                    }
                    return told;
                },
                told -> !isYes(told));

        assertThat(reason(answer)).isEqualTo("withdrawn");
        assertThat(answer.body().get("since").stringValue()).isEqualTo(NINE.toString());
        assertThat(answer.body().at("/asOf/~1newsletter/position").longValue()).isEqualTo(unheard.sequence());
        assertThat(answer.body().at("/asOf/~1newsletter/at").stringValue()).isEqualTo(NOW.toString());
        assertThat(Duration.ofNanos(lastYes.get())).isLessThan(Duration.ofSeconds(2));
        assertThat(typesOnRecord()).containsExactly("consent.given.v1");
    }

    @Test
    void a_consent_that_was_not_heard_counts_too() {
        isOnTheWay(given("sign-up", EIGHT));
        Answer answer = Await.until(this::mayI, AskingDirectlyTest::isYes);

        assertThat(reason(answer)).isEqualTo("given");
        assertThat(typesOnRecord()).isEmpty();
    }

    /** Her withdrawal waits behind a consent to a wording that this service's policy does not have yet. */
    @Test
    void who_waits_for_what_is_not_understood_is_asked_about_and_nobody_else_is() {
        service.hears(says(given("sign-up", EIGHT)));
        untilNobodyIsAsked();
        service.putsAside(says(
                new Fact.ConsentGiven("idm", "newsletter", "later", NINE, NINE, "newsletter/99/en", WORDING_SHA256)));
        service.putsAside(says(withdrawn(NINE)));

        assertThat(reason(mayI())).isEqualTo("withdrawn");
        person = service.subject("neighbour-" + people.incrementAndGet() + "@example.org");
        assertThat(reason(untilNobodyIsAsked())).isEqualTo("never-given");
    }

    @Test
    void what_was_not_heard_is_merged_by_the_rule() {
        letterOf(NINE);
        isOnTheWay(given("earlier", EIGHT));
        isOnTheWay(withdrawn(EIGHT));
        isOnTheWay(new Fact.ConsentGiven("idm", "statistics", "another-purpose", TEN, TEN, WORDING, WORDING_SHA256));
        isOnTheWay(
                new Fact.ConsentGiven("other", "newsletter", "another-controller", TEN, TEN, WORDING, WORDING_SHA256));
        untilItIsAsked();
        assertThat(reason(mayI())).isEqualTo("withdrawn");

        isOnTheWay(given("later", TEN));
        untilItIsAsked();

        assertThat(reason(mayI())).isEqualTo("given");
    }

    @Test
    void what_arrives_late_is_on_record_once() {
        service.hears(says(given("sign-up", EIGHT)));
        ReceivedFact late = says(withdrawn(NINE));
        Await.until(this::mayI, told -> reason(told).equals("withdrawn"));

        service.hears(late);
        service.hears(late);
        untilNobodyIsAsked();

        assertThat(reason(mayI())).isEqualTo("withdrawn");
        assertThat(typesOnRecord()).containsExactly("consent.given.v1", "consent.withdrawn.v1");
    }

    @ParameterizedTest
    @EnumSource(names = "ANSWERS", mode = EnumSource.Mode.EXCLUDE)
    void a_consent_is_unknown_while_its_service_does_not_answer(Mood mood) {
        service.hears(says(given("sign-up", EIGHT)));
        Answer before = untilNobodyIsAsked();
        service.newsletter().is(mood);

        Answer answer = Await.until(this::mayI, told -> !isYes(told));

        assertThat(reason(answer)).isEqualTo("unknown");
        assertThat(answer.body().get("since").isNull()).isTrue();
        assertThat(answer.body().get("basis").isNull()).isTrue();
        assertThat(answer.body().at("/asOf/~1newsletter/position").longValue())
                .isEqualTo(before.body().at("/asOf/~1newsletter/position").longValue());
        a_person_nobody_knows();
        assertThat(reason(mayI())).isEqualTo("unknown");
        letterOf(NINE);
        assertThat(reason(mayI())).isEqualTo("withdrawn");
    }

    @Test
    void a_withdrawal_by_an_application_is_recorded_while_nobody_can_say_whom_it_was_told_of() {
        service.newsletter().is(Mood.FAILS);
        Await.until(this::mayI, told -> reason(told).equals("unknown"));

        assertThat(letterOf(NINE, "app").status()).isEqualTo(201);
        assertThat(reason(mayI())).isEqualTo("withdrawn");
    }

    @Test
    void many_who_ask_do_not_pile_up_behind_a_service_that_hangs() throws Exception {
        service.hears(says(given("sign-up", EIGHT)));
        untilNobodyIsAsked();
        service.newsletter().is(Mood.HANGS);
        Await.until(this::mayI, told -> reason(told).equals("unknown"));

        long began = System.nanoTime();
        Callable<Answer> asking = this::mayI;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer :
                    threads.invokeAll(Stream.generate(() -> asking).limit(100).toList())) {
                // All at once they may want more connections to the database than there are, which is said at once too.
                assertThat(answer.get().status()).isIn(200, 503);
                if (answer.get().status() == 200) {
                    assertThat(reason(answer.get())).isEqualTo("unknown");
                }
            }
        }

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void after_a_restart_it_goes_on_where_it_was() {
        service.hears(says(given("sign-up", EIGHT)));
        long position =
                untilNobodyIsAsked().body().at("/asOf/~1newsletter/position").longValue();
        Await.until(AskingDirectlyTest::mark, mark -> mark >= position);
        service.newsletter().is(Mood.FAILS);

        service.restart();

        Answer answer = mayI();
        assertThat(reason(answer)).isEqualTo("unknown");
        assertThat(answer.body().at("/asOf/~1newsletter/position").longValue()).isEqualTo(position);
    }

    private ReceivedFact says(Fact fact) {
        return service.newsletter().says(person, fact);
    }

    /** Said, and not heard before this test is over. */
    private ReceivedFact isOnTheWay(Fact fact) {
        ReceivedFact said = says(fact);
        onTheWay.add(said);
        return said;
    }

    private void letterOf(Instant receivedAt) {
        letterOf(receivedAt, "privacy-desk");
    }

    private Answer letterOf(Instant receivedAt, String role) {
        return service.postAs(
                service.token(role),
                "/api/v1/idm/subjects/" + person + "/purposes/newsletter/withdrawals",
                "{\"channel\":\"letter\",\"receivedAt\":\"" + receivedAt + "\"}");
    }

    private void untilItIsAsked() {
        int before = service.newsletter().askedAboutPeople();
        Await.until(this::mayI, _ -> service.newsletter().askedAboutPeople() > before);
    }

    /** The answer takes all that was said into account, and the newsletter service was not asked for it. */
    private Answer untilNobodyIsAsked() {
        long last = service.newsletter().last();
        return Await.until(
                () -> {
                    int before = service.newsletter().askedAboutPeople();
                    Answer answer = mayI();
                    return service.newsletter().askedAboutPeople() == before ? answer : null;
                },
                answer -> answer != null
                        && answer.body().at("/asOf/~1newsletter/position").longValue() >= last);
    }

    private static long mark() {
        Document mark = service.bean(MongoDatabase.class)
                .getCollection("sources")
                .find()
                .first();
        return mark == null ? -1 : mark.getLong("upTo");
    }

    private Answer mayI() {
        return service.getAs(service.token("app"), "/api/v1/idm/subjects/" + person + "/purposes/newsletter");
    }

    private static boolean isYes(Answer answer) {
        return answer.body().get("allowed").booleanValue();
    }

    private static String reason(Answer answer) {
        return answer.body().get("reason").stringValue();
    }

    private List<String> typesOnRecord() {
        return service.getAs(service.token("privacy-desk"), "/api/v1/idm/subjects/" + person + "/history")
                .body()
                .get("entries")
                .valueStream()
                .map(entry -> entry.get("type").stringValue())
                .toList();
    }

    private static Fact given(String signUp, Instant requestedAt) {
        return new Fact.ConsentGiven("idm", "newsletter", signUp, requestedAt, requestedAt, WORDING, WORDING_SHA256);
    }

    private static Fact withdrawn(Instant receivedAt) {
        return new Fact.ConsentWithdrawn("idm", "newsletter", "sign-up", Channel.PAGE, receivedAt, receivedAt);
    }
}
