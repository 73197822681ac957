package io.nachweis.starter.events;

import static io.nachweis.starter.sample.RunningSample.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import io.nachweis.embeddedmongo.EmbeddedMongo;
import io.nachweis.starter.sample.RunningSample;
import io.nachweis.starter.sample.SampleApplication;
import io.nachweis.testing.ModuleTest;
import io.nachweis.testing.TestIssuer;
import io.nachweis.transparency.Checkpoint;
import io.nachweis.transparency.NoteVerdict.Genuine;
import io.nachweis.transparency.SignedNote;
import io.nachweis.transparency.VerifierKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service signs its log behind its appends, shows what it signed, and appends to no other log. */
@ModuleTest
class SigningTheLogTest {

    @TempDir
    private Path folder;

    private EmbeddedMongo mongo;
    private TestIssuer issuer;
    private RunningSample sample;

    @BeforeEach
    void start() {
        mongo = EmbeddedMongo.start(folder.resolve("mongo"));
        issuer = new TestIssuer();
        sample = sample("200ms");
    }

    @AfterEach
    void stop() {
        sample.close();
        issuer.close();
        mongo.close();
    }

    @Test
    void what_is_appended_is_signed_outside_and_shown_to_anyone() {
        takeNotes(3);
        await(() -> size(kept()) == 3);
        await(() -> size(published().body()) == 3);

        HttpResponse<String> checkpoint = published();
        assertThat(checkpoint.body()).isEqualTo(kept()).startsWith("localhost/log/sample\n");
        assertThat(checkpoint.headers().firstValue("Content-Type")).hasValue("text/plain");
        assertThat(checkpoint.headers().firstValue("Cache-Control")).hasValue("max-age=10, public");
        VerifierKey key = VerifierKey.parse(get("/log/sample/keys").body().strip());
        assertThat(Checkpoint.verify(SignedNote.parse(kept().getBytes(UTF_8)).bytes(), List.of(key)))
                .isInstanceOf(Genuine.class);
        HttpResponse<String> tile = get("/log/sample/tile/0/000.p/3");
        assertThat(tile.headers().firstValueAsLong("Content-Length")).hasValue(3 * 32);
        assertThat(tile.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        assertThat(tile.headers().firstValue("Cache-Control")).hasValue("max-age=31536000, public, immutable");
    }

    @Test
    void there_is_no_tile_that_is_none_or_is_not_published() {
        takeNotes(3);
        await(() -> size(published().body()) == 3);
        for (String tile : List.of(
                "0/000.p/4", "0/000", "1/000.p/1", "0/001.p/1", "0/000.p/03", "0/0", "x", "", "0/000.p/", "99/000")) {
            assertThat(get("/log/sample/tile/" + tile).statusCode()).as(tile).isEqualTo(404);
        }
        assertThat(get("/log/another/checkpoint").statusCode()).isEqualTo(404);
        assertThat(sample.send(sample.request("/log/sample/checkpoint")).statusCode())
                .as("not by the gateway")
                .isEqualTo(403);
    }

    /** A tree that grows at once would tell a stranger whether a sign-up was new. */
    @Test
    void what_came_since_is_shown_when_it_is_time() {
        restart("24h");
        long before = size(published().body());
        takeNotes(2);
        await(() -> size(kept()) == before + 2);

        assertThat(size(published().body())).isEqualTo(before);
    }

    @Test
    void it_is_not_started_on_a_log_that_was_set_back() {
        takeNotes(3);
        await(() -> size(kept()) == 3);
        MongoDatabase database = sample.bean(MongoDatabase.class);
        String before = kept();
        for (String each : List.of("log", "tree", "tiles", "checkpoints")) {
            database.getCollection(each).drop();
        }
        sample.close();

        assertThatThrownBy(() -> sample("24h"))
                .hasStackTraceContaining("Nothing may be appended to this log. The log is shorter than what was signed:"
                        + " 0 entries of 3. What is missing has to be restored first")
                .message()
                .doesNotContain("@example.org");
        assertThat(kept()).isEqualTo(before);
    }

    @Test
    void notes_are_taken_while_what_is_outside_is_away_and_signed_when_it_is_back() throws IOException {
        takeNotes(1);
        await(() -> size(kept()) == 1);
        Path away = folder.resolve("away");
        Files.move(outside(), away);
        takeNotes(1);
        await(() -> secondsUnsigned() > 0);
        assertThat(health("")).isEqualTo(200);
        Files.move(away, outside());

        await(() -> size(kept()) == 2);
        await(() -> secondsUnsigned() == 0);
    }

    /** Who withdraws a consent is heard whatever became of the log. */
    @Test
    void a_log_that_is_not_what_was_signed_is_no_longer_signed_and_everybody_is_told_but_notes_are_taken()
            throws IOException {
        takeNotes(1);
        await(() -> size(published().body()) == 1);
        Files.writeString(outside().resolve("sample.checkpoint"), kept().replace("\n1\n", "\n0\n"));
        takeNotes(1);
        await(() -> health("") == 503);
        takeNotes(1);

        assertThat(health("/readiness")).isEqualTo(200);
        assertThat(secondsUnsigned()).isPositive();
        assertThat(size(published().body())).isOne();
    }

    private RunningSample sample(String publishedEvery) {
        return RunningSample.start(
                SampleApplication.class,
                mongo.uri(),
                "127.0.0.1:1",
                issuer,
                folder,
                "--nachweis.checkpoints.published-every=" + publishedEvery);
    }

    private void restart(String publishedEvery) {
        sample.close();
        sample = sample(publishedEvery);
    }

    private void takeNotes(int notes) {
        for (int i = 0; i < notes; i++) {
            assertThat(sample.send(sample.post("{\"email\": \"ada@example.org\", \"text\": \"fine\"}"))
                            .statusCode())
                    .isEqualTo(202);
        }
    }

    private Path outside() {
        return folder.resolve("outside");
    }

    private String kept() {
        try {
            return Files.readString(outside().resolve("sample.checkpoint"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> published() {
        return get("/log/sample/checkpoint");
    }

    private HttpResponse<String> get(String path) {
        return sample.send(sample.byGateway(path));
    }

    private int health(String group) {
        return sample.send(sample.request("/actuator/health" + group)).statusCode();
    }

    private double secondsUnsigned() {
        return sample.send(sample.request("/actuator/prometheus"))
                .body()
                .lines()
                .filter(line -> line.startsWith("nachweis_log_unsigned_seconds{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static long size(String note) {
        return Checkpoint.parse(SignedNote.parse(note.getBytes(UTF_8)).text())
                .head()
                .size();
    }
}
