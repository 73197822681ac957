package io.nachweis.stories;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.nachweis.people.Person;
import io.nachweis.platform.Await;
import io.nachweis.platform.EnabledOnShape;
import io.nachweis.platform.LauncherScript.Said;
import io.nachweis.platform.Log;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.Shape;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.transparency.Checkpoint;
import io.nachweis.transparency.HashTile;
import io.nachweis.transparency.NoteVerdict.Genuine;
import io.nachweis.transparency.NoteVerdict.Refused;
import io.nachweis.transparency.ProofVerdict;
import io.nachweis.transparency.Tile;
import io.nachweis.transparency.TiledTree;
import io.nachweis.transparency.TreeEdge;
import io.nachweis.transparency.TreeHash;
import io.nachweis.transparency.TreeHead;
import io.nachweis.transparency.VerifierKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A stranger, who has nothing but the address of the gateway, holds the platform to what it has signed. */
class VerifyingTheLogStory {

    private static final List<String> SERVICES = List.of("newsletter", "consent", "lead", "rights");

    private final PlatformUnderTest platform =
            PlatformUnderTest.create(_ -> Map.of("NACHWEIS_CHECKPOINTS_PUBLISHED_EVERY", "1s"));
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void start() {
        platform.start();
    }

    @AfterEach
    void stop() throws IOException {
        platform.close();
    }

    @Test
    void every_log_is_signed_and_can_be_rebuilt_from_what_anybody_may_fetch() {
        Person.named("ada", platform).whoConfirmed();
        for (String service : SERVICES) {
            TreeHead head = published(service);

            assertThat(rebuilt(service, head)).as(service).isEqualTo(head);
        }
    }

    @Test
    void a_later_checkpoint_has_all_that_an_earlier_one_had() {
        Person.named("ada", platform).whoConfirmed();
        TreeHead earlier = published("newsletter");
        assertThat(get("/log/newsletter/checkpoint")).as("of one size").isEqualTo(get("/log/newsletter/checkpoint"));
        Person.named("bob", platform).whoConfirmed();
        TreeHead later = published("newsletter");

        assertThat(later.size()).isGreaterThan(earlier.size());
        assertThat(new TiledTree(later.size(), tile -> tile("newsletter", tile))
                        .proveConsistency(earlier.size(), later.size())
                        .verify(earlier, later))
                .isEqualTo(ProofVerdict.HOLDS);
        assertThat(StoryHttpClient.get(address("/log/newsletter/tile/0/001")).problem())
                .isEqualTo("not-found");
    }

    /** The attacker has the password of the database, and writes an entry anew. */
    @Test
    void the_operator_is_told_which_entry_was_rewritten() {
        Person.named("ada", platform).whoConfirmed();
        assertThat(published("newsletter").size()).isPositive();
        Said said = platform.launcher().run("verify", "log");
        assertThat(said.text()).contains("✔ newsletter: ", "✔ consent: ").doesNotContain("✘");
        assertThat(said.exit()).isZero();

        try (MongoClient client = MongoClients.create(platform.database())) {
            MongoCollection<Document> log =
                    client.getDatabase("nachweis_newsletter").getCollection("log");
            Document commit = Objects.requireNonNull(log.find(Filters.eq(0L)).first());
            String leaf =
                    new String(commit.getList("leaves", Binary.class).getFirst().getData(), UTF_8);
            Binary rewritten = new Binary(leaf.replaceFirst("\"recordedAt\":\"20", "\"recordedAt\":\"19")
                    .getBytes(UTF_8));
            log.updateOne(Filters.eq(0L), Updates.set("leaves.0", rewritten));
        }

        said = platform.launcher().run("verify", "log", "--service", "newsletter");
        assertThat(said.text())
                .contains("✘ newsletter: The entry at position 0 is not the one that its tree was made of")
                .contains("✘ newsletter: The checkpoint outside commits to other entries than the ")
                .doesNotContain("✔", "example.org");
        assertThat(said.exit()).isEqualTo(1);
    }

    /** Whoever has every key and the database here cannot change what lies in somebody's mailbox. */
    @Test
    void a_mailbox_keeps_what_was_published_before_its_mail() {
        Person.named("ada", platform).whoConfirmed();
        published("newsletter");
        Person bob = Person.named("bob", platform).whoConfirmed();
        TreeHead later = published("newsletter");

        TreeHead kept = verified("newsletter", witnessed(bob.mails().getLast()));
        assertThat(kept.size()).isBetween(1L, later.size());
        assertThat(new TiledTree(later.size(), tile -> tile("newsletter", tile))
                        .proveConsistency(kept.size(), later.size())
                        .verify(kept, later))
                .isEqualTo(ProofVerdict.HOLDS);
    }

    private static byte[] witnessed(JsonNode mail) {
        return Base64.getMimeDecoder()
                .decode(mail.path("headers").path("Nachweis-Checkpoint").stringValue());
    }

    /** The attacker has the data folder, of today and of yesterday, and nothing else. */
    @Test
    @EnabledOnShape(
            value = {Shape.TRIAL, Shape.KEYCLOAK},
            because = "the launcher starts no service elsewhere")
    void nothing_is_started_on_data_that_were_set_back() throws IOException {
        Person.named("ada", platform).whoConfirmed();
        platform.stop();
        Path yesterday = platform.folder().create("yesterday");
        copy(platform.folder().data(), yesterday);
        platform.start();
        long before = published("newsletter").size();
        Person.named("bob", platform).whoConfirmed();
        assertThat(published("newsletter").size()).isGreaterThan(before);
        platform.stop();
        Files.move(platform.folder().data(), yesterday.resolveSibling("today"));
        copy(yesterday, platform.folder().data());

        Said said = platform.launcher().run("up", "--detach");

        assertThat(said.exit()).isNotZero();
        assertThat(said.text())
                .contains("did not start")
                .containsPattern(
                        "Nothing may be appended to this log\\. The log is shorter than what was signed: \\d+ entries of \\d+\\."
                                + " What is missing has to be restored first");
        assertThat(Files.exists(platform.folder().outside().resolve("newsletter.checkpoint")))
                .isTrue();
    }

    /** Of all that the log has by now. */
    private TreeHead published(String service) {
        long size;
        try (Log log = Log.of(service, platform)) {
            size = log.atRest();
        }
        return Await.until(
                "all of it is published",
                () -> verified(service, get("/log/" + service + "/checkpoint")),
                head -> head.size() >= size);
    }

    private TreeHead verified(String service, byte[] note) {
        VerifierKey key = new String(get("/log/" + service + "/keys"), UTF_8)
                .lines()
                .map(VerifierKey::parse)
                .findFirst()
                .orElseThrow();
        return switch (Checkpoint.verify(note, List.of(key))) {
            case Genuine<Checkpoint>(var checkpoint, var _) -> {
                assertThat(checkpoint.origin()).isEqualTo("localhost/log/" + service);
                yield checkpoint.head();
            }
            case Refused<Checkpoint>(var _, var words) -> throw new AssertionError(words);
        };
    }

    /** From the hashes of the leaves alone. */
    private TreeHead rebuilt(String service, TreeHead head) {
        List<TreeHash> leaves = new ArrayList<>();
        Tile.ofTree(head.size())
                .filter(tile -> tile.level() == 0)
                .forEach(tile ->
                        leaves.addAll(HashTile.read(tile, tile(service, tile)).hashes()));
        return TreeEdge.EMPTY.append(leaves).edge().head();
    }

    private byte[] tile(String service, Tile tile) {
        return get("/log/" + service + "/" + tile.path());
    }

    private String address(String path) {
        return platform.addresses().gateway() + path;
    }

    private byte[] get(String path) {
        try {
            HttpResponse<byte[]> answer =
                    http.send(HttpRequest.newBuilder(URI.create(address(path))).build(), BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else if (Files.isRegularFile(file)) {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
