package io.nachweis.consent;

import static io.nachweis.consent.RunningConsent.NOW;
import static io.nachweis.consent.Somebody.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.nachweis.consent.decision.ConsentHandle;
import io.nachweis.contracts.Channel;
import io.nachweis.contracts.Fact;
import io.nachweis.event.SubjectId;
import io.nachweis.lifecycle.due.DueHandler;
import io.nachweis.lifecycle.due.DueItem;
import io.nachweis.personal.Handles;
import io.nachweis.personal.KeyScope;
import io.nachweis.personal.SubjectKeys;
import io.nachweis.testing.ModuleTest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.bson.types.Binary;
import org.junit.jupiter.api.Test;

/** What proves a consent stays for three years after the withdrawal that counts, and then it ends. */
@ModuleTest
class EndingConsentRecordsTest {

    private static final Instant THREE_YEARS_AGO =
            NOW.atOffset(ZoneOffset.UTC).minusYears(3).toInstant();
    private static final Instant LONG_AGO = THREE_YEARS_AGO.minus(Duration.ofDays(100));

    private final ConsentOnKafka service;
    private final Somebody person;

    EndingConsentRecordsTest(ConsentOnKafka service) {
        this.service = service;
        this.person = Somebody.unknownTo(service);
    }

    @Test
    void a_decision_ends_when_its_time_is_over_and_leaves_nothing_that_leads_to_its_person() {
        person.hear(given("over", LONG_AGO, LONG_AGO));
        person.hear(withdrawn("over", THREE_YEARS_AGO));

        Await.until(() -> cases(person.subject()), List::isEmpty);
        assertThat(person.typesOnRecord()).isEmpty();
        assertThat(person.isNowhereOnRecord()).isTrue();
        assertThat(service.bean(Handles.class).find(person.subject(), ConsentHandle.kind("idm", "newsletter")))
                .isEmpty();
    }

    @Test
    void not_before_and_not_while_it_is_in_force() {
        person.hear(given("in-force", NOW, NOW));
        var earlier = Somebody.unknownTo(service);
        earlier.hear(given("nearly", LONG_AGO, LONG_AGO));
        earlier.hear(withdrawn("nearly", THREE_YEARS_AGO.plus(Duration.ofHours(1))));
        var over = Somebody.unknownTo(service);
        over.hear(given("a-witness", LONG_AGO, LONG_AGO));
        over.hear(withdrawn("a-witness", THREE_YEARS_AGO));

        Await.until(() -> cases(over.subject()), List::isEmpty);
        assertThat(cases(earlier.subject())).containsExactly("nearly");
        assertThat(earlier.typesOnRecord()).containsExactly("consent.given.v1", "consent.withdrawn.v1");
        assertThat(cases(person.subject())).containsExactly("in-force");
    }

    @Test
    void of_several_purposes_the_last_one_counts() {
        person.hear(given("both", LONG_AGO, LONG_AGO));
        person.hear(new Fact.ConsentGiven(
                "idm", "follow-up", "both", LONG_AGO, LONG_AGO, "download/2/en", Somebody.sha256("download/2/en")));
        person.hear(withdrawn("both", THREE_YEARS_AGO));
        var over = Somebody.unknownTo(service);
        over.hear(given("witness-of-both", LONG_AGO, LONG_AGO));
        over.hear(withdrawn("witness-of-both", THREE_YEARS_AGO));
        Await.until(() -> cases(over.subject()), List::isEmpty);

        assertThat(cases(person.subject())).containsExactly("both");
        person.hear(new Fact.ConsentWithdrawn(
                "idm", "follow-up", "both", Channel.PAGE, THREE_YEARS_AGO.minusSeconds(1), THREE_YEARS_AGO));
        Await.until(() -> cases(person.subject()), List::isEmpty);
    }

    @Test
    void a_withdrawal_that_was_disowned_lets_no_time_run() {
        person.hear(given("disowned", LONG_AGO, LONG_AGO));
        person.hear(new Fact.WithdrawalDisowned(
                "idm", "newsletter", "disowned", Channel.PAGE, THREE_YEARS_AGO, THREE_YEARS_AGO));
        person.hear(withdrawn("disowned", THREE_YEARS_AGO));
        var over = Somebody.unknownTo(service);
        over.hear(given("witness-of-it", LONG_AGO, LONG_AGO));
        over.hear(withdrawn("witness-of-it", THREE_YEARS_AGO));
        Await.until(() -> cases(over.subject()), List::isEmpty);

        assertThat(person.typesOnRecord()).contains("consent.given.v1");
        assertThat(person.mayI().body().get("allowed").booleanValue()).isTrue();
    }

    /** Any number of instances look at the same case at once, and again, also after a kill. */
    @Test
    void an_end_is_on_record_once_and_what_was_cut_short_is_finished_after_a_restart() throws InterruptedException {
        person.hear(given("twice", LONG_AGO, LONG_AGO));
        person.hear(withdrawn("twice", THREE_YEARS_AGO));
        UUID stream = service.bean(Handles.class).of(person.subject(), ConsentHandle.kind("idm", "newsletter"));
        var item = DueItem.ofCase("idm", "consent-records", "twice", stream, NOW);
        DueHandler handler = service.bean("endRetention", DueHandler.class);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(Collections.nCopies(8, () -> handler.handle(item, NOW)));
        }
        service.restart();
        Await.until(
                () -> service.bean("endRetention", DueHandler.class).handle(item, NOW),
                DueHandler.Outcome.DONE::equals);

        Await.until(() -> cases(person.subject()), List::isEmpty);
        assertThat(endsOf("twice")).isEqualTo(1);
    }

    private long endsOf(String caseId) {
        return service.bean(MongoDatabase.class).getCollection("log").find().into(new ArrayList<>()).stream()
                .flatMap(commit -> commit.getList("leaves", Binary.class).stream())
                .map(leaf -> new String(leaf.getData(), UTF_8))
                .filter(leaf -> leaf.contains("retention.ended.v1") && leaf.contains(caseId))
                .count();
    }

    private static Fact withdrawn(String signUp, Instant at) {
        return new Fact.ConsentWithdrawn("idm", "newsletter", signUp, Channel.PAGE, at, at);
    }

    private List<String> cases(SubjectId subject) {
        try (Stream<KeyScope> scopes = service.bean(SubjectKeys.class).scopesOf(subject)) {
            return scopes.map(KeyScope::caseId).toList();
        }
    }
}
