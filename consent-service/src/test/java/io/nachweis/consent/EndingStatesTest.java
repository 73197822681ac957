package io.nachweis.consent;

import static io.nachweis.consent.RunningConsent.NOW;
import static io.nachweis.consent.Somebody.EIGHT;
import static io.nachweis.consent.Somebody.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.nachweis.contracts.Channel;
import io.nachweis.contracts.ConsentSnapshot;
import io.nachweis.contracts.Fact;
import io.nachweis.contracts.Topics;
import io.nachweis.evidence.EvidenceLogEngine;
import io.nachweis.facts.FactListener.ReceivedFact;
import io.nachweis.personal.KeyScope;
import io.nachweis.personal.SubjectKeys;
import io.nachweis.starter.events.ProcessorPositions;
import io.nachweis.starter.events.ProcessorReset;
import io.nachweis.testing.ModuleTest;
import io.nachweis.testing.TestBroker.Committed;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** A state stays on the compacted topic as long as there is evidence for it, and then a tombstone removes it. */
@ModuleTest
class EndingStatesTest {

    private static final Instant THREE_YEARS_AGO =
            NOW.atOffset(ZoneOffset.UTC).minusYears(3).toInstant();
    private static final Instant LONG_AGO = THREE_YEARS_AGO.minus(Duration.ofDays(100));
    private static final String PUBLICATION = "publication";

    private final ConsentOnKafka service;
    private final Somebody person;

    EndingStatesTest(ConsentOnKafka service) {
        this.service = service;
        this.person = Somebody.unknownTo(service);
    }

    @Test
    void ends_with_the_retention_of_what_it_rests_on() {
        person.hear(given("retained", LONG_AGO, LONG_AGO));
        person.hear(withdrawn("newsletter", "retained", THREE_YEARS_AGO));

        awaitTombstone("newsletter");
        awaitNoCase();
        assertThat(states("newsletter")).containsExactly("allowed", "not allowed", "tombstone");
        assertThat(service.on(Topics.CONSENTS, person.subject().value())).hasSize(2);
        assertThat(person.isNowhereOnRecord()).isTrue();
    }

    @Test
    void ends_with_the_erasure_of_what_it_rests_on() {
        person.hear(given("erased", EIGHT, EIGHT));
        person.hear(given("erased-too", EIGHT, EIGHT.plusSeconds(1)));

        erase("of-the-state");

        Await.until(person::typesOnRecord, types -> types.contains("erasure.carried-out.v1"));
        assertThat(states("newsletter")).endsWith("not allowed", "tombstone");
        assertThat(cases()).containsExactly("of-the-state");
        assertThat(person.typesOnRecord()).containsExactly("erasure.decided.v1", "erasure.carried-out.v1");
        assertThat(service.on(Topics.CONSENTS, person.subject().value())).hasSize(3);
    }

    @Test
    void nothing_ends_before_it_is_published_however_long_that_takes() {
        var erased = Somebody.unknownTo(service);
        service.stopBroker();
        person.hear(given("waits", LONG_AGO, LONG_AGO));
        person.hear(withdrawn("newsletter", "waits", THREE_YEARS_AGO));
        erased.hear(given("waits-too", EIGHT, EIGHT));
        erase(erased, "that-waits");
        Await.until(() -> triesOf("waits"), tries -> tries > 2);

        assertThat(cases()).containsExactly("waits");
        assertThat(person.typesOnRecord())
                .containsExactly("consent.given.v1", "consent.withdrawn.v1", "consent.state-ended.v1");
        assertThat(erased.typesOnRecord())
                .containsExactlyInAnyOrder(
                        "consent.given.v1", "erasure.decided.v1", "consent.withdrawn.v1", "consent.state-ended.v1");

        service.startBroker();
        awaitTombstone("newsletter");
        awaitNoCase();
        assertThat(states("newsletter")).containsExactly("allowed", "not allowed", "tombstone");
        assertThat(service.on(Topics.CONSENTS, person.subject().value())).hasSize(2);
        Await.until(erased::typesOnRecord, types -> types.contains("erasure.carried-out.v1"));
        assertThat(states(erased, "newsletter")).containsExactly("allowed", "not allowed", "tombstone");
        assertThat(service.on(Topics.CONSENTS, erased.subject().value())).hasSize(2);
    }

    @Test
    void each_purpose_has_its_own_and_of_several_sign_ups_the_last_one_counts() {
        Instant first = LONG_AGO.plus(Duration.ofDays(10));
        Instant second = LONG_AGO.plus(Duration.ofDays(20));
        person.hear(given("one", LONG_AGO, LONG_AGO));
        person.hear(withdrawn("newsletter", "one", first));
        person.hear(given("two", second, second));
        person.hear(followUp("two", second));
        Await.until(this::cases, List.of("two")::equals);
        Await.until(() -> newest("newsletter"), "allowed"::equals);

        person.hear(withdrawn("newsletter", "two", THREE_YEARS_AGO));
        Await.until(() -> newest("newsletter"), "not allowed"::equals);
        person.hear(withdrawn("follow-up", "two", THREE_YEARS_AGO));
        awaitTombstone("newsletter");
        awaitTombstone("follow-up");
        awaitNoCase();

        person.hear(given("three", NOW, NOW));
        Await.until(() -> newest("newsletter"), "allowed"::equals);
        assertThat(states("follow-up")).last().isEqualTo("tombstone");
    }

    /** Of a sign-up that goes on for another purpose there is still what a later one, which has ended, replaced. */
    @Test
    void nothing_comes_back_when_it_is_published_again() {
        var other = Somebody.unknownTo(service);
        Instant second = LONG_AGO.plus(Duration.ofDays(20));
        other.hear(given("goes-on", LONG_AGO, LONG_AGO));
        other.hear(followUp("goes-on", LONG_AGO));
        other.hear(given("is-over", second, second));
        other.hear(withdrawn("newsletter", "is-over", THREE_YEARS_AGO));
        person.hear(given("over", LONG_AGO, LONG_AGO));
        person.hear(withdrawn("newsletter", "over", THREE_YEARS_AGO));
        awaitNoCase();
        Await.until(() -> cases(other), List.of("goes-on")::equals);
        List<String> before = states("newsletter");
        List<String> ofTheOther = states(other, "newsletter");
        assertThat(before).endsWith("tombstone");
        assertThat(ofTheOther).endsWith("not allowed");

        service.bean(ProcessorReset.class).toPosition(PUBLICATION, 0);
        long head = Objects.requireNonNull(service.bean(EvidenceLogEngine.class).createHeadToken())
                .position()
                .orElseThrow();
        Await.until(() -> service.bean(ProcessorPositions.class).handled(PUBLICATION), handled -> handled >= head);

        assertThat(states("newsletter")).isEqualTo(before);
        assertThat(states(other, "newsletter")).isEqualTo(ofTheOther);
        assertThat(states(other, "follow-up")).hasSize(2).containsOnly("allowed");
    }

    private static Fact withdrawn(String purpose, String signUp, Instant at) {
        return new Fact.ConsentWithdrawn("idm", purpose, signUp, Channel.PAGE, at, at);
    }

    private static Fact followUp(String signUp, Instant at) {
        return new Fact.ConsentGiven(
                "idm", "follow-up", signUp, at, at, "download/2/en", Somebody.sha256("download/2/en"));
    }

    private void erase(String order) {
        erase(person, order);
    }

    private void erase(Somebody whom, String order) {
        service.hearsAnOrder(new ReceivedFact(
                "id", "/rights", 1, whom.subject(), new Fact.ErasureOrdered("idm", order, service.now())));
    }

    private void awaitTombstone(String purpose) {
        Await.until(() -> newest(purpose), "tombstone"::equals);
    }

    private void awaitNoCase() {
        Await.until(this::cases, List::isEmpty);
    }

    private String newest(String purpose) {
        List<String> states = states(purpose);
        return states.isEmpty() ? "none" : states.getLast();
    }

    private List<String> states(String purpose) {
        return states(person, purpose);
    }

    private List<String> states(Somebody of, String purpose) {
        return service
                .on(
                        Topics.CONSENT_STATE,
                        ConsentSnapshot.key("idm", of.subject().value(), purpose))
                .stream()
                .map(EndingStatesTest::state)
                .toList();
    }

    private static String state(Committed record) {
        if (record.value() == null) {
            return "tombstone";
        }
        return record.value().contains("\"allowed\":true") ? "allowed" : "not allowed";
    }

    private List<String> cases() {
        return cases(person);
    }

    private List<String> cases(Somebody of) {
        try (Stream<KeyScope> scopes = service.bean(SubjectKeys.class).scopesOf(of.subject())) {
            return scopes.map(KeyScope::caseId).toList();
        }
    }

    private int triesOf(String caseId) {
        var item = service.bean(MongoDatabase.class)
                .getCollection("due")
                .find(new Document("case", caseId))
                .first();
        return item == null ? 0 : item.getInteger("tries", 0);
    }
}
