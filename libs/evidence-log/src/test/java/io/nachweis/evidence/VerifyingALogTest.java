package io.nachweis.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import io.nachweis.evidence.tree.FolderCheckpoints;
import io.nachweis.evidence.tree.Integrator;
import io.nachweis.evidence.tree.LogVerification;
import io.nachweis.evidence.tree.LogVerification.Finding;
import io.nachweis.evidence.tree.MongoCheckpoints;
import io.nachweis.evidence.tree.PublishedTree;
import io.nachweis.transparency.NoteSigner;
import io.nachweis.transparency.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.EdECPublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One way to cheat, or to lose something, at a time; and what is said of it. */
class VerifyingALogTest {

    private static final int ENTRIES = 700;

    private static final NoteSigner SIGNER = signer();

    @TempDir
    private Path outside;

    private final MongoLog log = new MongoLog(MongoLog.embeddedServer());

    @BeforeEach
    void append() {
        append("a", 300);
        integrate();
        new PublishedTree(log.database()).publish();
        append("b", ENTRIES - 300);
        integrate();
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void all_of_it_holds() {
        assertThat(verify()).isEqualTo(new Finding(ENTRIES, List.of()));
    }

    @Test
    void what_is_not_signed_yet_is_no_fault() {
        append("c", 3);

        assertThat(verify()).isEqualTo(new Finding(ENTRIES, List.of()));
    }

    @Test
    void an_entry_is_another_one() {
        change("log", Filters.eq(200L), commit -> {
            Binary other = commit.getList("leaves", Binary.class).get(7);
            commit.getList("leaves", Binary.class).set(8, other);
        });

        assertThat(verify().faults())
                .contains("The entry at position 208 is not the one that its tree was made of (tile/0/000)")
                .contains("The published checkpoint commits to other entries than the 300 that there are")
                .contains("The checkpoint outside commits to other entries than the 700 that there are");
    }

    @Test
    void an_entry_has_other_bytes_that_say_the_same() {
        change("log", Filters.eq(200L), commit -> {
            byte[] leaf = commit.getList("leaves", Binary.class).getFirst().getData();
            byte[] longer = Arrays.copyOf(leaf, leaf.length + 1);
            longer[leaf.length] = ' ';
            commit.getList("leaves", Binary.class).set(0, new Binary(longer));
        });

        assertThat(verify().faults()).contains("The entry at position 200 is no canonical JSON");
    }

    @Test
    void entries_are_missing() {
        log.lose(200);

        assertThat(verify().faults()).containsExactly("Entries are missing from position 200 to 299");
    }

    @Test
    void the_last_entries_are_missing() {
        log.lose(600);

        assertThat(verify().faults()).containsExactly("The log is shorter than its tree: 600 entries of 700");
    }

    @Test
    void a_tile_is_missing() {
        inDatabase("tiles").deleteOne(Filters.eq("tile/0/001"));

        assertThat(verify().faults()).containsExactly("tile/0/001 is missing");
    }

    @Test
    void a_tile_is_another_one() {
        change("tiles", Filters.eq("tile/0/001"), tile -> flip(tile, 32 * 5));

        assertThat(verify().faults())
                .containsExactly("The entry at position 261 is not the one that its tree was made of (tile/0/001)");
    }

    @Test
    void the_edge_is_another_one() {
        change(
                "tree",
                Filters.eq("edge"),
                edge -> flip(edge.getList("tiles", Document.class).getLast(), 33));

        assertThat(verify().faults())
                .containsExactly("tile/1/000.p/2 is not what the entries give, from its hash 1 on");
    }

    @Test
    void what_was_signed_is_more_than_there_is() {
        for (String each : List.of("tree", "tiles", "checkpoints")) {
            inDatabase(each).drop();
        }
        inDatabase("log").deleteMany(Filters.gte("_id", 600L));
        new Integrator(log.database(), SIGNER, this::keys, List.of(MongoCheckpoints.signed(log.database()))).run();

        assertThat(verify().faults()).containsExactly("The checkpoint outside is of 700 entries, and the tree has 600");
    }

    @Test
    void what_was_signed_is_not_genuine() throws IOException {
        Path file = outside.resolve("test.checkpoint");
        Files.writeString(file, Files.readString(file).replace("\n700\n", "\n699\n"));

        assertThat(verify().faults()).singleElement().asString().startsWith("The checkpoint outside is not genuine");
    }

    @Test
    void what_was_signed_is_missing() throws IOException {
        Files.delete(outside.resolve("test.checkpoint"));

        assertThat(verify().faults()).containsExactly("The checkpoint outside is missing");
    }

    private interface Change {
        void of(Document document);
    }

    private void change(String collection, Bson which, Change change) {
        Document document =
                Objects.requireNonNull(inDatabase(collection).find(which).first());
        change.of(document);
        inDatabase(collection).replaceOne(which, document);
    }

    private static void flip(Document tile, int at) {
        byte[] hashes = tile.get("hashes", Binary.class).getData().clone();
        hashes[at] ^= 1;
        tile.put("hashes", new Binary(hashes));
    }

    private void append(String stream, int events) {
        for (int first = 0; first < events; first += 100) {
            log.engine().appendEvents(Events.stream(stream, events).subList(first, Math.min(events, first + 100)));
        }
    }

    private void integrate() {
        new Integrator(
                        log.database(),
                        SIGNER,
                        this::keys,
                        List.of(new FolderCheckpoints(outside, "test"), MongoCheckpoints.signed(log.database())))
                .run();
    }

    private Finding verify() {
        return new LogVerification(log.database(), keys(), new FolderCheckpoints(outside, "test")).run();
    }

    private List<VerifierKey> keys() {
        return List.of(SIGNER.publicKey());
    }

    private MongoCollection<Document> inDatabase(String collection) {
        return log.database().getCollection(collection);
    }

    private static NoteSigner signer() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            var key = new VerifierKey("nachweis.example/log/test", (EdECPublicKey) pair.getPublic());
            return new NoteSigner(key, pair.getPrivate());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has Ed25519", e);
        }
    }
}
