package io.nachweis.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.nachweis.evidence.DisturbedLine.Killed;
import io.nachweis.evidence.tree.CheckpointStore;
import io.nachweis.evidence.tree.FolderCheckpoints;
import io.nachweis.evidence.tree.Integrator;
import io.nachweis.evidence.tree.MongoCheckpoints;
import io.nachweis.evidence.tree.PublishedTree;
import io.nachweis.transparency.Checkpoint;
import io.nachweis.transparency.NoteSigner;
import io.nachweis.transparency.NoteVerdict.Genuine;
import io.nachweis.transparency.NoteVerdict.Refused;
import io.nachweis.transparency.SignedNote;
import io.nachweis.transparency.Tile;
import io.nachweis.transparency.TiledTree;
import io.nachweis.transparency.TreeEdge;
import io.nachweis.transparency.TreeHash;
import io.nachweis.transparency.TreeHead;
import io.nachweis.transparency.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.EdECPublicKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One tree of one log, whoever makes it and whenever they are killed; what was signed is never unsigned. */
class MakingTheTreeTest {

    private static final String ORIGIN = "nachweis.example/log/test";

    private static final NoteSigner SIGNER = signer(ORIGIN);

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
        integrator().run();

        Checkpoint checkpoint = signed(outside());
        assertThat(checkpoint.origin()).isEqualTo(ORIGIN);
        assertThat(checkpoint.head()).isEqualTo(headOfWhatIsStored());
        assertThat(checkpoint.head().size()).isEqualTo(MANY);
        assertThat(inside().last()).hasValue(kept());
    }

    @Test
    void goes_on_with_what_came_since() {
        append("a", 300);
        integrator().run();
        append("b", 1);
        append("c", 300);

        assertThat(integrator().run()).isEqualTo(headOfWhatIsStored());
    }

    @Test
    void signs_a_log_that_has_nothing_yet() {
        assertThat(integrator().run()).isEqualTo(TreeEdge.EMPTY.head());
        append("a", 1);
        assertThat(integrator().run()).isEqualTo(headOfWhatIsStored());
    }

    @Test
    void signs_a_size_with_the_same_bytes_every_time() {
        append("a", 3);
        integrator().run();
        byte[] first = kept();
        integrator().run();
        assertThat(kept()).isEqualTo(first);

        inDatabase("checkpoints").drop();
        integrator().run();
        assertThat(inside().last()).hasValue(first);
    }

    @Test
    void signs_a_size_with_one_key_alone() {
        append("a", 3);
        integrator().run();
        byte[] first = kept();
        inDatabase("checkpoints").drop();
        NoteSigner next = signer(ORIGIN);
        new Integrator(
                        log.database(),
                        next,
                        () -> List.of(next.publicKey(), SIGNER.publicKey()),
                        List.of(outside(), inside()))
                .run();

        assertThat(inside().last()).hasValue(first);
    }

    @Test
    void goes_on_with_a_new_key_where_the_old_one_signed() {
        append("a", 3);
        integrator().run();
        append("b", 3);
        NoteSigner next = signer(ORIGIN);
        new Integrator(
                        log.database(),
                        next,
                        () -> List.of(next.publicKey(), SIGNER.publicKey()),
                        List.of(outside(), inside()))
                .run();

        assertThat(Checkpoint.verify(kept(), List.of(next.publicKey()))).isInstanceOf(Genuine.class);
        assertThatThrownBy(() -> integrator().run())
                .isInstanceOf(BrokenLog.class)
                .hasMessageStartingWith("What was signed last is not by a known key of " + ORIGIN);
    }

    /** A writer and a maker are killed together at each of their chances, and others take over. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void is_one_tree_when_who_writes_and_who_makes_it_are_killed_around_any_write(boolean isWritten) {
        boolean killed = true;
        for (int write = 1; killed; write++) {
            var line = new DisturbedLine(write, isWritten, () -> {
                throw new Killed();
            });
            MongoDatabase database = line.to(log.database());
            try {
                EventStorageEngine writer = log.builder(database).build();
                append(writer, "a" + write, 300);
                integrator(database).run();
                append(writer, "b" + write, 3);
                integrator(database).run();
            } catch (Killed | EventStoreException _) {
                // Others go on below.
            }
            killed = line.wasDisturbed();

            append("c" + write, 1);
            assertThat(integrator().run()).as("killed around write %s", write).isEqualTo(headOfWhatIsStored());
            assertThat(signed(outside()).head()).isEqualTo(headOfWhatIsStored());
        }
    }

    /** Another one goes all the way while one is at any of its writes. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void is_one_tree_when_another_maker_comes_between(boolean isWritten) {
        boolean disturbed = true;
        for (int write = 1; disturbed; write++) {
            String stream = "c" + write;
            var line = new DisturbedLine(write, isWritten, () -> {
                append(stream, 5);
                integrator().run();
            });
            append("a" + write, 300);
            integrator(line.to(log.database())).run();
            disturbed = line.wasDisturbed();

            assertThat(integrator().run()).as("around write %s", write).isEqualTo(headOfWhatIsStored());
            assertThat(signed(outside()).head()).isEqualTo(headOfWhatIsStored());
        }
    }

    @Test
    void is_one_tree_while_others_append_and_several_make_it() throws Exception {
        var over = new AtomicBoolean();
        List<TreeHead> signed = Collections.synchronizedList(new ArrayList<>());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> makers = new ArrayList<>();
            for (int maker = 0; maker < 3; maker++) {
                makers.add(threads.submit(() -> {
                    while (!over.get()) {
                        signed.add(integrator().run());
                    }
                }));
            }
            for (int i = 0; i < 200; i++) {
                append("stream-" + i, 3);
            }
            over.set(true);
            for (Future<?> maker : makers) {
                maker.get();
            }
        }

        assertThat(integrator().run()).isEqualTo(headOfWhatIsStored());
        List<TreeHash> leaves = leaves();
        assertThat(signed)
                .isNotEmpty()
                .allSatisfy(head ->
                        assertThat(head).isEqualTo(headOf(leaves.subList(0, Math.toIntExact(head.size())))));
    }

    /** Who has the database and not the folder sets it back to what it was, or writes another history and its tree. */
    @Nested
    class SignsNothing {

        @Test
        void when_the_log_is_shorter_than_what_was_signed() {
            append("a", 300);
            integrator().run();
            startOver(200);

            assertBroken("The log is shorter than what was signed: 200 entries of 300");
        }

        @Test
        void when_the_log_is_shorter_than_its_tree() {
            append("a", 300);
            integrator().run();
            inDatabase("log").deleteMany(Filters.gte("_id", 200L));

            assertBroken("The log is shorter than its tree: 200 entries of 300");
        }

        @Test
        void when_the_log_is_another_one_than_was_signed() {
            append("a", 300);
            integrator().run();
            startOver(400);

            assertBroken("The log is not the one that was signed at 300 entries");
        }

        @Test
        void when_only_what_was_signed_inside_contradicts() throws IOException {
            append("a", 300);
            integrator().run();
            byte[] before = kept();
            Files.delete(outside.resolve("test.checkpoint"));
            inDatabase("tree").drop();
            inDatabase("tiles").drop();
            inDatabase("log").deleteMany(new Document());
            append(log.anotherEngine(), "b", 400);

            assertThatThrownBy(() -> integrator().run())
                    .isInstanceOf(BrokenLog.class)
                    .hasMessage("The log is not the one that was signed at 300 entries");
            assertThat(inside().last()).hasValue(before);
            assertThat(outside().last()).isEmpty();
        }

        /** The edge is made to say something else than the tiles. */
        @Test
        void when_the_tree_does_not_lead_from_what_was_signed_to_its_head() {
            append("a", 300);
            integrator().run();
            append("b", 300);
            Document edge = Objects.requireNonNull(inDatabase("tree").find().first());
            edge.getList("tiles", Document.class).getLast().put("hashes", new Binary(new byte[32]));
            inDatabase("tree").replaceOne(Filters.eq("edge"), edge);

            assertBroken("The log is not the one that was signed at 300 entries");
        }

        @Test
        void over_a_gap() {
            append("a", 2);
            append("b", 2);
            append("c", 2);
            log.lose(2);

            assertThatThrownBy(() -> integrator().run())
                    .isInstanceOf(BrokenLog.class)
                    .hasMessage("Entries are missing from position 2 to 3");
            assertThat(outside().last()).isEmpty();
        }

        private void startOver(int events) {
            for (String each : List.of("tree", "tiles", "checkpoints")) {
                inDatabase(each).drop();
            }
            inDatabase("log").deleteMany(new Document());
            append(log.anotherEngine(), "b", events);
        }

        private void assertBroken(String words) {
            byte[] before = kept();
            assertThatThrownBy(() -> integrator().verify())
                    .isInstanceOf(BrokenLog.class)
                    .hasMessage(words);
            assertThatThrownBy(() -> integrator().run())
                    .isInstanceOf(BrokenLog.class)
                    .hasMessage(words);
            assertThat(kept()).isEqualTo(before);
        }
    }

    @Nested
    class Publishes {

        private final PublishedTree published = new PublishedTree(log.database());

        @Test
        void nothing_before_the_first_time() {
            append("a", 3);
            integrator().run();

            assertThat(published.checkpoint()).isEmpty();
            assertThat(published.tile(new Tile(0, 0, 1))).isEmpty();
        }

        @Test
        void a_checkpoint_and_all_tiles_of_its_tree() {
            append("a", MANY);
            integrator().run();
            published.publish();

            assertThat(published.checkpoint()).hasValue(kept());
            var tree = new TiledTree(MANY, tile -> published.tile(tile).orElseThrow());
            assertThat(tree.head(MANY)).isEqualTo(headOfWhatIsStored());
            assertThat(Tile.ofTree(MANY))
                    .allSatisfy(tile -> assertThat(published.tile(tile))
                            .hasValueSatisfying(bytes -> assertThat(bytes).hasSize(tile.byteLength())));
        }

        /** A stranger who signs somebody up sees whether the tree grew. */
        @Test
        void nothing_of_what_came_since() {
            append("a", 300);
            integrator().run();
            published.publish();
            append("b", 300);
            integrator().run();

            assertThat(published.checkpoint())
                    .hasValueSatisfying(note -> assertThat(
                                    Checkpoint.parse(SignedNote.parse(note).text())
                                            .head()
                                            .size())
                            .isEqualTo(300));
            assertThat(published.tile(new Tile(0, 1, 44))).isPresent();
            assertThat(published.tile(new Tile(0, 1, 45))).isEmpty();
            assertThat(published.tile(new Tile(0, 1, Tile.FULL))).isEmpty();
            assertThat(published.tile(new Tile(1, 0, 2))).isEmpty();
        }
    }

    private void append(String stream, int events) {
        append(log.engine(), stream, events);
    }

    /** The largest commit has a hundred events here, as one unit of work may have. */
    private static void append(EventStorageEngine engine, String stream, int events) {
        for (int first = 0; first < events; first += 100) {
            engine.appendEvents(Events.stream(stream, events).subList(first, Math.min(events, first + 100)));
        }
    }

    private Integrator integrator() {
        return integrator(log.database());
    }

    private Integrator integrator(MongoDatabase database) {
        return new Integrator(
                database,
                SIGNER,
                () -> List.of(SIGNER.publicKey()),
                List.of(outside(), MongoCheckpoints.signed(database)));
    }

    private CheckpointStore outside() {
        return new FolderCheckpoints(outside, "test");
    }

    private CheckpointStore inside() {
        return MongoCheckpoints.signed(log.database());
    }

    private MongoCollection<Document> inDatabase(String collection) {
        return log.database().getCollection(collection);
    }

    private byte[] kept() {
        return outside().last().orElseThrow();
    }

    private static Checkpoint signed(CheckpointStore store) {
        return switch (Checkpoint.verify(store.last().orElseThrow(), List.of(SIGNER.publicKey()))) {
            case Genuine<Checkpoint>(var checkpoint, var _) -> checkpoint;
            case Refused<Checkpoint>(var _, var words) -> throw new AssertionError(words);
        };
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
