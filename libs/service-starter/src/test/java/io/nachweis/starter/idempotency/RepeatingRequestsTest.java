package io.nachweis.starter.idempotency;

import static io.nachweis.starter.sample.SharedSample.SAMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Updates;
import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.evidence.SubjectEntries;
import io.nachweis.starter.SubjectIds;
import io.nachweis.starter.sample.NoteCommand.TakeNote;
import io.nachweis.starter.sample.TestMongo;
import io.nachweis.testing.ModuleTest;
import io.nachweis.testing.MovableClock;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The note that the sample takes has another id each time: only its key says that a request is the same. */
@ModuleTest
class RepeatingRequestsTest {

    private final String email = "repeats-" + UUID.randomUUID() + "@example.org";
    private final String key = UUID.randomUUID().toString();

    private HttpResponse<String> take(String text, String... keys) {
        var request = SAMPLE.post("{\"email\": \"%s\", \"text\": \"%s\"}".formatted(email, text));
        for (String each : keys) {
            request.header("Idempotency-Key", each);
        }
        return SAMPLE.send(request);
    }

    private long notes() {
        var subject = SAMPLE.bean(SubjectIds.class).of("idm", EmailAddress.of(email));
        return SAMPLE.bean(SubjectEntries.class).about(subject, false).count();
    }

    /** As a crash leaves it after the event was stored and before that was noted. */
    private void forgetThatItWasDone() {
        SAMPLE.bean(MongoDatabase.class)
                .getCollection("requests")
                .updateMany(
                        new Document(),
                        Updates.combine(Updates.set("done", false), Updates.set("until", Date.from(Instant.EPOCH))));
    }

    private void assertProblem(HttpResponse<String> answer, int status, String slug) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body())
                .contains("https://nachweis.io/problems/" + slug + "\"", "\"field\":\"Idempotency-Key\"")
                .doesNotContain(email);
    }

    @Test
    void has_an_effect_each_time_without_a_key() {
        take("note");
        take("note");

        assertThat(notes()).isEqualTo(2);
    }

    @Test
    void has_one_effect_under_one_key() {
        assertThat(take("note", key).statusCode()).isEqualTo(202);
        assertThat(take("note", "\"" + key + "\"").statusCode()).isEqualTo(202);
        assertThat(notes()).isEqualTo(1);

        take("note", UUID.randomUUID().toString());
        assertThat(notes()).isEqualTo(2);
    }

    @Test
    void has_one_effect_also_when_the_first_attempt_was_cut_short() {
        take("note", key);
        forgetThatItWasDone();

        assertThat(take("note", key).statusCode()).isEqualTo(202);
        assertThat(take("note", key).statusCode()).isEqualTo(202);
        assertThat(notes()).isEqualTo(1);
    }

    @Test
    void is_refused_with_another_body() {
        take("note", key);

        assertProblem(take("another note", key), 422, "idempotency-key-reused");
        assertThat(notes()).isEqualTo(1);
    }

    @Test
    void has_one_effect_when_many_come_at_once() {
        List<HttpResponse<String>> answers;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<CompletableFuture<HttpResponse<String>>>();
            for (int i = 0; i < 8; i++) {
                all.add(CompletableFuture.supplyAsync(() -> take("note", key), threads));
            }
            answers = all.stream().map(CompletableFuture::join).toList();
        }

        assertThat(answers).extracting(HttpResponse::statusCode).contains(202).isSubsetOf(202, 409);
        answers.stream()
                .filter(answer -> answer.statusCode() == 409)
                .forEach(answer -> assertProblem(answer, 409, "idempotency-key-in-progress"));
        assertThat(notes()).isEqualTo(1);
    }

    @Test
    void is_refused_with_a_key_that_is_none() {
        assertProblem(take("note", "two words"), 400, "idempotency-key-invalid");
        assertProblem(take("note", ""), 400, "idempotency-key-invalid");
        assertProblem(take("note", "a", "b"), 400, "idempotency-key-invalid");
        assertThat(notes()).isZero();
    }

    /** On the clock of the test, with the sample's log: what is new has an effect there, or is taken for done by it. */
    @Test
    void has_an_effect_again_when_it_comes_after_its_day_and_nobody_can_tell_the_first_by_its_key() {
        var clock = new MovableClock();
        var keys = TestMongo.newDatabase();
        var database = TestMongo.newDatabase();
        var requests = new Requests(database, clock, 10);
        var days = new DailySecrets(keys, clock);
        var request = new KeyedRequest(
                new Fingerprints.Request("", "POST", "/api/v1/idm/notes", new IdempotencyKey(key)),
                requests,
                new Fingerprints(new byte[32], days, JsonMapper.shared()));

        request.once("note", this::takeNote);
        clock.advance(Duration.ofHours(23));
        request.once("note", this::takeNote);
        assertThat(notes()).isEqualTo(1);

        clock.advance(Duration.ofHours(2));
        request.once("note", this::takeNote);
        assertThat(notes()).isEqualTo(2);
        request.once("note", this::takeNote);
        assertThat(notes()).isEqualTo(2);

        clock.advance(Duration.ofDays(2));
        requests.clear();
        days.destroyOld();
        assertThat(database.getCollection("requests").countDocuments()).isZero();
        assertThat(keys.getCollection("request_secrets").countDocuments()).isZero();
        keys.drop();
        database.drop();
    }

    /** Such as one over a limit, of which the sender is told nothing. */
    @Test
    void leaves_nothing_at_all_when_it_had_no_effect() {
        var database = TestMongo.newDatabase();
        var request = new KeyedRequest(
                new Fingerprints.Request("", "POST", "/api/v1/idm/notes", new IdempotencyKey(key)),
                new Requests(database, Clock.systemUTC(), 10),
                new Fingerprints(
                        new byte[32],
                        new DailySecrets(TestMongo.newDatabase(), Clock.systemUTC()),
                        JsonMapper.shared()));

        request.once("note", () -> {});

        assertThat(database.getCollection("requests").countDocuments()).isZero();
        request.once("another note", this::takeNote);
        assertThat(notes()).isEqualTo(1);
        database.drop();
    }

    private void takeNote() {
        var subject = SAMPLE.bean(SubjectIds.class).of("idm", EmailAddress.of(email));
        SAMPLE.bean(CommandGateway.class)
                .sendAndWait(new TakeNote(UUID.randomUUID(), "idm", subject, Personal.of("note"), Instant.now()));
    }

    @Test
    void leaves_no_trace_of_the_key_itself() {
        take("note", key);

        var database = SAMPLE.bean(MongoDatabase.class);
        for (String name : database.listCollectionNames()) {
            for (Document document : database.getCollection(name).find()) {
                assertThat(document.toJson()).doesNotContain(key, email);
            }
        }
    }
}
