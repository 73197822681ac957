package io.nachweis.starter.events;

import static io.nachweis.starter.sample.RunningSample.await;
import static io.nachweis.starter.sample.RunningSample.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.nachweis.embeddedmongo.EmbeddedMongo;
import io.nachweis.starter.sample.NoteCommand.StarNote;
import io.nachweis.starter.sample.Notes;
import io.nachweis.starter.sample.RunningSample;
import io.nachweis.testing.ModuleTest;
import io.nachweis.testing.TestIssuer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of a running service and can order. */
@ModuleTest
class OperatingTest {

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
    void what_was_put_aside_is_shown_without_what_it_says_and_released_when_it_can_be_handled() {
        var poison = note(Notes.POISON);
        star(poison);
        await(() -> deadLetters("waiting") == 1);

        var shown = get("/dead-letters");
        assertThat(shown.body())
                .contains("java.lang.IllegalStateException", "\"projection\":\"notes\"", "\"position\":0")
                .doesNotContain(Notes.POISON, "ada@example.org", poison.toString());
        assertThat(deadLetters("tries")).isPositive();
        var failing = post("/dead-letters/notes/0/release");
        assertThat(failing.statusCode()).isEqualTo(409);
        assertThat(failing.body()).contains("still-failing").doesNotContain(Notes.POISON);
        sample.bean(Backlog.class).measure();
        assertThat(metrics()).contains("nachweis_dead_letters{projection=\"notes\",service=\"sample\"} 2.0");

        sample.bean(Notes.class).cure();
        assertThat(post("/dead-letters/notes/0/release").body()).isEqualTo("{\"released\":2}");

        assertThat(sample.bean(Notes.class).stars()).containsEntry(poison, 1);
        assertThat(get("/dead-letters").body()).isEqualTo("{\"deadLetters\":[]}");
        assertThat(post("/dead-letters/notes/0/release").statusCode()).isEqualTo(404);
        sample.bean(Backlog.class).measure();
        assertThat(metrics())
                .contains("nachweis_dead_letters{projection=\"notes\",service=\"sample\"} 0.0")
                .contains("nachweis_events_behind{processor=\"notes\"")
                .contains("nachweis_events_waiting_seconds{processor=\"notes\"");
    }

    @Test
    void what_can_be_handled_has_its_turn_behind_any_number_of_events_that_always_fail() {
        note(Notes.POISON);
        await(() -> deadLetters("waiting") == 0);
        var fine = note("fine");
        var letters = sample.bean(MongoDatabase.class).getCollection("dead-letters");
        letters.insertMany(IntStream.range(0, 450)
                .mapToObj(i -> letter("person-" + i, 0, Instant.EPOCH.plusSeconds(i)))
                .toList());
        letters.insertOne(letter("fine", 1, Instant.EPOCH.plusSeconds(1_000)));
        sample.bean(Notes.class).stars().remove(fine);

        var retries = sample.bean(DeadLetterRetries.class);
        for (int round = 0; round < 3; round++) {
            retries.retry();
        }

        assertThat(sample.bean(Notes.class).stars()).containsKey(fine);
        assertThat(letters.countDocuments()).isEqualTo(451);
        assertThat(json(get("/dead-letters")).get("deadLetters")).hasSize(451);
    }

    private static Document letter(String sequence, long position, Instant lastTouched) {
        return new Document("_id", "notes/" + sequence + "/" + "%019d".formatted(0))
                .append("group", "notes")
                .append("sequence", sequence)
                .append("position", position)
                .append("cause", IllegalStateException.class.getName())
                .append("tries", 1)
                .append("enqueuedAt", lastTouched.toString())
                .append("lastTouched", lastTouched.toString())
                .append("claimedUntil", 0L);
    }

    @Test
    void a_projection_is_rebuilt_while_events_come_in() {
        var notes = sample.bean(Notes.class);
        var expected = new HashMap<UUID, Integer>();
        for (int i = 0; i < 10; i++) {
            expected.putAll(starred());
        }
        await(() -> notes.stars().equals(expected));
        var stale = UUID.randomUUID();
        notes.mistake(stale);

        var accepted = post("/projections/notes/rebuild");
        for (int i = 0; i < 10; i++) {
            expected.putAll(starred());
        }

        assertThat(accepted.statusCode()).isEqualTo(202);
        await(() -> notes.stars().equals(expected));
        await(() -> get("/processors").body().contains("\"processor\":\"notes\""));
        await(() -> !get("/processors").body().contains("\"rebuilding\":true"));
        assertThat(notes.stars()).isEqualTo(expected);
    }

    @Test
    void a_rebuild_that_was_cut_short_is_begun_again_at_the_next_start() {
        var starred = starred();
        await(() -> sample.bean(Notes.class).stars().equals(starred));
        sample.bean(MongoDatabase.class).getCollection("rebuilds").insertOne(new Document("_id", "notes"));
        sample.close();

        sample = RunningSample.start(mongo.uri(), "127.0.0.1:1", issuer, folder);

        await(() -> sample.bean(Notes.class).stars().equals(starred));
    }

    @Test
    void only_an_operator_gives_orders_and_only_to_projections() {
        for (String role : new String[] {"privacy-desk", "dpo", "auditor", "marketing", "app"}) {
            assertThat(send("GET", "/dead-letters", role).statusCode()).isEqualTo(403);
            assertThat(send("POST", "/projections/notes/rebuild", role).statusCode())
                    .isEqualTo(403);
        }
        assertThat(sample.send(sample.byGateway("/api/v1/operations/sample/dead-letters"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(post("/projections/publication/rebuild").statusCode()).isEqualTo(404);
        assertThat(post("/projections/nothing/rebuild").statusCode()).isEqualTo(404);
        assertThat(post("/dead-letters/nothing/7/release").statusCode()).isEqualTo(404);
        assertThat(post("/dead-letters/notes/seven/release").statusCode()).isEqualTo(400);
    }

    private Map<UUID, Integer> starred() {
        var note = note("fine");
        star(note);
        return Map.of(note, 1);
    }

    private UUID note(String text) {
        var taken = sample.send(sample.post("{\"email\": \"ada@example.org\", \"text\": \"%s\"}".formatted(text)));
        return UUID.fromString(json(taken).get("note").asString());
    }

    private void star(UUID note) {
        sample.bean(CommandGateway.class).sendAndWait(new StarNote(note));
    }

    private int deadLetters(String member) {
        return json(get("/dead-letters"))
                .path("deadLetters")
                .path(0)
                .path(member)
                .asInt(-1);
    }

    private String metrics() {
        return sample.send(sample.request("/actuator/prometheus")).body();
    }

    private HttpResponse<String> get(String path) {
        return send("GET", path, "operator");
    }

    private HttpResponse<String> post(String path) {
        return send("POST", path, "operator");
    }

    private HttpResponse<String> send(String method, String path, String role) {
        return sample.send(sample.byGateway("/api/v1/operations/sample" + path)
                .header("Authorization", "Bearer " + issuer.token(role))
                .method(method, BodyPublishers.noBody()));
    }
}
