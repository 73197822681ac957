package io.nachweis.starter.idempotency;

import static io.nachweis.starter.sample.SharedSample.SAMPLE;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Updates;
import io.nachweis.event.EmailAddress;
import io.nachweis.evidence.SubjectEntries;
import io.nachweis.starter.SubjectIds;
import io.nachweis.testing.ModuleTest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.bson.Document;
import org.junit.jupiter.api.Test;

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

    private int notes() {
        var subject = SAMPLE.bean(SubjectIds.class).of("idm", EmailAddress.of(email));
        return SAMPLE.bean(SubjectEntries.class).about(subject, false).size();
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
