package io.nachweis.consent;

import com.mongodb.client.MongoDatabase;
import io.nachweis.consent.RunningConsent.Answer;
import io.nachweis.contracts.Fact;
import io.nachweis.event.SubjectId;
import io.nachweis.facts.FactListener.ReceivedFact;
import io.nachweis.policy.Controllers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.Document;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A person of a test: what the service hears of them, and what it answers when it is asked. */
record Somebody(RunningConsent service, SubjectId subject) {

    static final Instant EIGHT = Instant.parse("2026-03-02T08:00:00Z");
    static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");
    static final String LETTER_OF_NINE = "{\"channel\":\"letter\",\"receivedAt\":\"2026-03-02T09:00:00Z\"}";

    static final String WORDING = "newsletter/1/en";
    static final String WORDING_SHA256 = sha256(WORDING);

    static final String SUBJECTS = "/api/v1/idm/subjects/";

    private static final AtomicLong people = new AtomicLong();

    /** Nor does the newsletter service know them, whatever it said before. */
    static Somebody unknownTo(RunningConsent service) {
        service.newsletterSays(200, RunningConsent.NOTHING);
        return new Somebody(service, service.subject("person-" + people.incrementAndGet() + "@example.org"));
    }

    static String sha256(String wording) {
        return Controllers.load(Path.of("../deploy/controllers"))
                .find("idm")
                .flatMap(policy -> policy.wording(wording))
                .orElseThrow()
                .sha256();
    }

    static Fact given(String signUp, Instant requestedAt, Instant givenAt) {
        return new Fact.ConsentGiven("idm", "newsletter", signUp, requestedAt, givenAt, WORDING, WORDING_SHA256);
    }

    String path() {
        return SUBJECTS + subject;
    }

    String purpose() {
        return path() + "/purposes/newsletter";
    }

    Answer mayI() {
        return service.getAs(service.token("app"), purpose());
    }

    Answer withdraws(String body) {
        return withdrawsBy("privacy-desk", body);
    }

    Answer withdrawsBy(String role, String body) {
        return service.postAs(service.token(role), purpose() + "/withdrawals", body);
    }

    Answer history() {
        return service.getAs(service.token("privacy-desk"), path() + "/history");
    }

    List<String> typesOnRecord() {
        return types(history());
    }

    static List<String> types(Answer history) {
        return history.body()
                .get("entries")
                .valueStream()
                .map(entry -> entry.get("type").stringValue())
                .toList();
    }

    static JsonNode withoutAsOf(Answer answer) {
        return ((ObjectNode) answer.body().deepCopy()).without("asOf");
    }

    ReceivedFact heard(Fact fact) {
        return service.newsletter().says(subject, fact);
    }

    /** Returns the position of what was heard. */
    long hear(Fact fact) {
        ReceivedFact received = heard(fact);
        service.hears(received);
        return received.sequence();
    }

    boolean isNowhereOnRecord() {
        return service.bean(MongoDatabase.class)
                        .getCollection("log")
                        .countDocuments(new Document("subjects.id", subject.value()))
                == 0;
    }
}
