package io.nachweis.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.nachweis.evidence.KilledLine.Killed;
import io.nachweis.evidence.tree.CheckpointStore;
import io.nachweis.evidence.tree.FolderCheckpoints;
import io.nachweis.evidence.tree.Integrator;
import io.nachweis.evidence.tree.MongoCheckpoints;
import io.nachweis.transparency.Checkpoint;
import io.nachweis.transparency.NoteSigner;
import io.nachweis.transparency.TreeEdge;
import io.nachweis.transparency.TreeHash;
import io.nachweis.transparency.TreeHead;
import io.nachweis.transparency.VerifierKey;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.EdECPublicKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One tree of one log, whoever makes it and whenever they are killed; what was signed is never unsigned. */
class MakingTheTreeTest {

    private static final NoteSigner SIGNER = signer("nachweis.example/log/test");

    /** Some full tiles, and an edge. */
    private static final int MANY = 700;

    @TempDir
    private Path outside;

    private final MongoLog log = new MongoLog(MongoLog.embeddedServer());

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void commits_to_every_leaf_in_its_place() {
        append("a", MANY);

        Checkpoint checkpoint = integrator().run();

        assertThat(checkpoint.origin()).isEqualTo("nachweis.example/log/test");
        assertThat(checkpoint.head()).isEqualTo(headOfWhatIsStored());
        assertThat(checkpoint.head().size()).isEqualTo(MANY);
    }

    @Test
    void goes_on_with_what_came_since() {
        append("a", 300);
        integrator().run();
        append("b", 1);
        append("c", 300);

        assertThat(integrator().run().head()).isEqualTo(headOfWhatIsStored());
    }

    @Test
    void signs_a_size_with_the_same_bytes_every_time() {
        append("a", 3);
        integrator().run();
        byte[] first = kept();
        integrator().run();

        assertThat(kept()).isEqualTo(first);
        assertThat(inside().last()).hasValue(first);
    }

    /** The attacker here is bad luck, at each of its chances. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void is_the_same_tree_when_its_maker_is_killed_around_any_write(boolean isWritten) {
        append("a", MANY);
        boolean killed = true;
        for (int last = 1; killed; last++) {
            log.database().getCollection("tree").deleteMany(new Document());
            log.database().getCollection("tiles").deleteMany(new Document());
            log.database().getCollection("checkpoints").deleteMany(new Document());
            var line = new KilledLine(last, isWritten);
            try {
                integrator(line.to(log.database())).run();
            } catch (Killed _) {
                // It is started again below.
            }
            killed = line.isDead();

            assertThat(integrator().run().head()).as("killed around write %s", last).isEqualTo(headOfWhatIsStored());
        }
    }

    @Test
    void is_one_tree_while_others_append_and_several_make_it() throws InterruptedException {
        var over = new AtomicBoolean();
        List<Checkpoint> signed = Collections.synchronizedList(new ArrayList<>());
        Thread writer = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < 200; i++) {
                append("stream-" + i, 3);
            }
            over.set(true);
        });
        List<Thread> makers = Stream.generate(() -> Thread.ofVirtual().start(() -> {
                    while (!over.get()) {
                        signed.add(integrator().run());
                    }
                }))
                .limit(3)
                .toList();
        writer.join();
        for (Thread maker : makers) {
            maker.join();
        }

        assertThat(integrator().run().head()).isEqualTo(headOfWhatIsStored());
        assertThat(signed).isNotEmpty().allSatisfy(checkpoint -> assertThat(checkpoint.head())
                .isEqualTo(headOf(leaves().subList(0, (int) checkpoint.head().size()))));
    }

    /** Who has the database and not the folder restores it as it was yesterday. */
    @Test
    void signs_nothing_when_the_log_is_shorter_than_what_was_signed() {
        append("a", 300);
        integrator().run();
        byte[] before = kept();
        log.database().getCollection("log").deleteMany(Filters.gte("_id", 0L));
        log.database().getCollection("tree").drop();
        log.database().getCollection("tiles").drop();
        log.database().getCollection("checkpoints").drop();
        append("b", 200);

        assertThatThrownBy(() -> integrator().run())
                .isInstanceOf(BrokenLog.class)
                .hasMessage("The log is shorter than what was signed: 200 entries of 300");
        assertThat(kept()).isEqualTo(before);
    }

    /** Who has the database and not the folder writes another history of the same length, and makes its tree anew. */
    @Test
    void signs_nothing_when_the_log_is_another_one_than_was_signed() {
        append("a", 300);
        integrator().run();
        byte[] before = kept();
        log.database().getCollection("log").deleteMany(Filters.gte("_id", 0L));
        log.database().getCollection("tree").drop();
        log.database().getCollection("tiles").drop();
        log.database().getCollection("checkpoints").drop();
        append("b", 400);

        assertThatThrownBy(() -> integrator().run())
                .isInstanceOf(BrokenLog.class)
                .hasMessage("The log is not the one that was signed at 300 entries");
        assertThat(kept()).isEqualTo(before);
    }

    @Test
    void signs_nothing_over_a_gap() {
        append("a", 2);
        append("b", 2);
        append("c", 2);
        log.lose(2);

        assertThatThrownBy(() -> integrator().run())
                .isInstanceOf(BrokenLog.class)
                .hasMessage("Entries are missing from position 2 to 3");
        assertThat(outside().last()).isEmpty();
    }

    /** The largest commit has a hundred events here, as one unit of work may have. */
    private void append(String stream, int events) {
        for (int first = 0; first < events; first += 100) {
            log.engine()
                    .appendEvents(Events.stream(stream, events).subList(first, Math.min(events, first + 100)));
        }
    }

    private Integrator integrator() {
        return integrator(log.database());
    }

    private Integrator integrator(MongoDatabase database) {
        return new Integrator(database, SIGNER, List.of(outside(), new MongoCheckpoints(database, "test")));
    }

    private CheckpointStore outside() {
        return new FolderCheckpoints(outside, "test");
    }

    private CheckpointStore inside() {
        return new MongoCheckpoints(log.database(), "test");
    }

    private byte[] kept() {
        return outside().last().orElseThrow();
    }

    private TreeHead headOfWhatIsStored() {
        return headOf(leaves());
    }

    private static TreeHead headOf(List<TreeHash> leaves) {
        return TreeEdge.EMPTY.append(leaves).edge().head();
    }

    private List<TreeHash> leaves() {
        return log.documents().stream()
                .flatMap(commit -> commit.getList("leaves", Binary.class).stream())
                .map(leaf -> TreeHash.ofLeaf(leaf.getData()))
                .toList();
    }

    private static NoteSigner signer(String origin) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new NoteSigner(new VerifierKey(origin, (EdECPublicKey) pair.getPublic()), pair.getPrivate());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has Ed25519", e);
        }
    }
}
