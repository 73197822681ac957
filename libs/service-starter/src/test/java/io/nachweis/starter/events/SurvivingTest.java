package io.nachweis.starter.events;

import static io.nachweis.starter.sample.RunningSample.await;
import static io.nachweis.starter.sample.RunningSample.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.nachweis.embeddedmongo.EmbeddedMongo;
import io.nachweis.starter.sample.Bell;
import io.nachweis.starter.sample.NoteCommand.StarNote;
import io.nachweis.starter.sample.Notes;
import io.nachweis.starter.sample.RunningSample;
import io.nachweis.testing.ModuleTest;
import io.nachweis.testing.TestIssuer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a service makes of poison, of races and of a database that goes away. */
@ModuleTest
class SurvivingTest {

    @TempDir
    private Path folder;

    private EmbeddedMongo mongo;
    private TestIssuer issuer;
    private RunningSample sample;

    @BeforeEach
    void start() {
        mongo = EmbeddedMongo.start(folder.resolve("mongo"));
        issuer = new TestIssuer();
        sample = RunningSample.start(mongo.uri(), "127.0.0.1:1", issuer, folder);
    }

    @AfterEach
    void stop() {
        sample.close();
        issuer.close();
        mongo.close();
    }

    @Test
    void a_poison_event_waits_aside_and_everyone_else_goes_on() {
        var poison = note(Notes.POISON);
        star(poison);
        var fine = note("fine");
        var notes = sample.bean(Notes.class);

        await(() -> notes.stars().containsKey(fine));
        await(() -> letters().size() == 2);
        assertThat(notes.stars()).doesNotContainKey(poison);
        assertThat(letters().toString())
                .contains(IllegalStateException.class.getName())
                .doesNotContain(Notes.POISON);

        notes.cure();
        sample.bean(DeadLetterRetries.class).retry();

        assertThat(notes.stars()).containsEntry(poison, 1);
        assertThat(letters()).isEmpty();
    }

    /** Axon by itself would come to the seventh try after more than a minute. */
    @Test
    void what_is_held_up_for_long_is_tried_again_every_few_seconds() {
        note(Bell.STUCK);
        var bell = sample.bean(Bell.class);

        await(() -> bell.tries() >= 7);
    }

    @Test
    void commands_that_race_for_one_note_all_succeed() {
        var note = note("popular");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var stars = new ArrayList<CompletableFuture<Void>>();
            for (int i = 0; i < 6; i++) {
                stars.add(CompletableFuture.runAsync(() -> star(note), threads));
            }
            stars.forEach(CompletableFuture::join);
        }

        await(() -> sample.bean(Notes.class).stars().getOrDefault(note, 0) == 6);
    }

    @Test
    void a_database_that_is_gone_is_a_503_within_three_seconds_and_nothing_else_when_it_is_back() {
        note("before");
        mongo.close();

        var start = Instant.now();
        var refused = sample.send(sample.post("{\"email\": \"ada@example.org\", \"text\": \"during\"}"));
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(3));
        assertThat(sample.send(sample.request("/actuator/health/readiness")).statusCode())
                .isEqualTo(503);
        assertThat(sample.send(sample.request("/actuator/health/liveness")).statusCode())
                .isEqualTo(200);

        mongo = EmbeddedMongo.start(folder.resolve("mongo"));
        await(() -> sample.send(sample.request("/actuator/health/readiness")).statusCode() == 200);
        var after = note("after");
        await(() -> sample.bean(Notes.class).stars().containsKey(after));
    }

    private UUID note(String text) {
        var taken = sample.send(sample.post("{\"email\": \"ada@example.org\", \"text\": \"%s\"}".formatted(text)));
        return UUID.fromString(json(taken).get("note").asString());
    }

    private void star(UUID note) {
        sample.bean(CommandGateway.class).sendAndWait(new StarNote(note));
    }

    private List<Document> letters() {
        return sample.bean(MongoDatabase.class)
                .getCollection("dead-letters")
                .find()
                .into(new ArrayList<>());
    }
}
