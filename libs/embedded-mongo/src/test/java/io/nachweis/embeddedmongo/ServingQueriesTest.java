package io.nachweis.embeddedmongo;

import static com.mongodb.client.model.Accumulators.first;
import static com.mongodb.client.model.Aggregates.group;
import static com.mongodb.client.model.Aggregates.match;
import static com.mongodb.client.model.Aggregates.project;
import static com.mongodb.client.model.Aggregates.replaceRoot;
import static com.mongodb.client.model.Aggregates.sort;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.elemMatch;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Projections.exclude;
import static com.mongodb.client.model.Projections.fields;
import static com.mongodb.client.model.Projections.include;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Sorts.descending;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every shape of query that our code asks, with how many documents and index entries it looks at. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServingQueriesTest {

    private static final int COMMITS = 3_000;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private EmbeddedMongo server;
    private MongoClient client;
    private MongoCollection<Document> log;
    private MongoCollection<Document> due;
    private MongoCollection<Document> letters;
    private MongoCollection<Document> tokens;

    @BeforeAll
    void start(@TempDir Path folder) {
        server = EmbeddedMongo.start(folder.resolve("data"));
        client = MongoClients.create(server.uri());
        var database = client.getDatabase("nachweis_test");

        log = database.getCollection("log");
        log.createIndex(Indexes.ascending("keys"), new IndexOptions().unique(true));
        log.createIndex(Indexes.ascending("subjects.id"));
        log.createIndex(Indexes.ascending("sealed.key"));
        log.insertMany(
                IntStream.range(0, COMMITS).mapToObj(ServingQueriesTest::commit).toList());

        due = database.getCollection("due");
        due.createIndex(Indexes.ascending("dueAt"));
        due.createIndex(Indexes.compoundIndex(Indexes.ascending("state"), Indexes.descending("dueAt")));
        due.insertMany(IntStream.range(0, 2_000)
                .mapToObj(i -> new Document("_id", "item/%04d".formatted(i))
                        .append("state", i % 4 == 0 ? "open" : "done")
                        .append("dueAt", Date.from(START.plusSeconds(i))))
                .toList());

        letters = database.getCollection("letters");
        letters.createIndex(Indexes.ascending("processingGroup"));
        letters.createIndex(Indexes.ascending("processingGroup", "sequenceIdentifier"));
        letters.createIndex(
                Indexes.ascending("processingGroup", "sequenceIdentifier", "index"), new IndexOptions().unique(true));
        letters.insertMany(IntStream.range(0, 1_500)
                .mapToObj(i -> new Document("processingGroup", i < 1_490 ? "other" : "mine")
                        .append("sequenceIdentifier", "s" + i / 5)
                        .append("index", (long) i % 5)
                        .append("lastTouched", new Document("seconds", (long) i).append("nanos", 0)))
                .toList());

        tokens = database.getCollection("tokens");
        tokens.createIndex(Indexes.ascending("processorName", "segment"), new IndexOptions().unique(true));
        tokens.insertMany(IntStream.range(0, 1_200)
                .mapToObj(i -> new Document("processorName", "p" + i / 4)
                        .append("segment", i % 4)
                        .append("owner", null)
                        .append("timestamp", (long) i))
                .toList());
    }

    @AfterAll
    void stop() {
        client.close();
        server.close();
    }

    private static Document commit(int n) {
        String stream = "stream" + n / 10;
        return new Document("_id", (long) n)
                .append("n", 1)
                .append("keys", List.of("s:%s/%04d".formatted(stream, n % 10), "e:event" + n))
                .append("leaves", List.of(new Binary(new byte[50])))
                .append("sealed", List.of(new Document("e", 0).append("key", "key" + n / 3)))
                .append(
                        "subjects",
                        List.of(
                                new Document("e", 0)
                                        .append("id", "subject" + n / 5)
                                        .append("key", "key" + n / 3),
                                new Document("e", 0).append("id", "controller").append("key", "other")));
    }

    private <T> T examining(int atMost, Supplier<T> query) {
        long before = server.examined();
        T result = query.get();
        assertThat(server.examined() - before).isLessThanOrEqualTo(atMost);
        return result;
    }

    private static List<Long> positions(FindIterable<Document> found) {
        return found.map(document -> document.getLong("_id")).into(new ArrayList<>());
    }

    private static List<String> ids(FindIterable<Document> found) {
        return found.map(document -> document.getString("_id")).into(new ArrayList<>());
    }

    @Test
    void tails_the_log_from_a_position() {
        assertThat(examining(
                        5,
                        () -> positions(log.find(gte("_id", 2_990L))
                                .sort(ascending("_id"))
                                .limit(5))))
                .containsExactly(2_990L, 2_991L, 2_992L, 2_993L, 2_994L);
    }

    @Test
    void finds_the_commit_a_position_is_in() {
        assertThat(examining(
                        1,
                        () -> positions(log.find(lte("_id", 1_234L))
                                .sort(descending("_id"))
                                .limit(1))))
                .containsExactly(1_234L);
    }

    @Test
    void finds_the_head_of_the_log() {
        assertThat(examining(
                        1, () -> positions(log.find().sort(descending("_id")).limit(1))))
                .containsExactly(COMMITS - 1L);
    }

    @Test
    void replays_a_stream_by_a_range_of_keys() {
        var range = new Document("keys", new Document("$gte", "s:stream7/0003").append("$lt", "s:stream70"));
        assertThat(examining(20, () -> positions(log.find(range).sort(ascending("_id")))))
                .containsExactly(73L, 74L, 75L, 76L, 77L, 78L, 79L);
    }

    @Test
    void replays_a_stream_by_one_element_within_a_range() {
        var range = elemMatch("keys", new Document("$gte", "s:stream7/0003").append("$lt", "s:stream70"));
        assertThat(examining(
                        20,
                        () -> positions(log.find(range).sort(descending("_id")).limit(2))))
                .containsExactly(79L, 78L);
    }

    @Test
    void finds_a_commit_by_a_key() {
        assertThat(examining(1, () -> positions(log.find(eq("keys", "e:event77")))))
                .containsExactly(77L);
        assertThat(examining(3, () -> positions(log.find(in("keys", "e:event77", "e:event78", "e:none")))))
                .containsExactly(77L, 78L);
    }

    @Test
    void replays_a_person_in_order() {
        assertThat(examining(
                        5,
                        () -> positions(log.find(eq("subjects.id", "subject3")).sort(ascending("_id")))))
                .containsExactly(15L, 16L, 17L, 18L, 19L);
        var later = and(eq("subjects.id", "controller"), gt("_id", 2_000L));
        assertThat(examining(
                        2,
                        () -> positions(log.find(later).sort(ascending("_id")).limit(2))))
                .containsExactly(2_001L, 2_002L);
    }

    @Test
    void finds_what_is_sealed_by_a_key() {
        assertThat(examining(3, () -> positions(log.find(eq("sealed.key", "key33")))))
                .containsExactly(99L, 100L, 101L);
    }

    @Test
    void counts_without_looking_at_everything() {
        assertThat(examining(0, () -> log.countDocuments())).isEqualTo(COMMITS);
        assertThat(examining(0, () -> log.estimatedDocumentCount())).isEqualTo(COMMITS);
        assertThat(examining(5, () -> log.countDocuments(eq("subjects.id", "subject8"))))
                .isEqualTo(5);
        assertThat(examining(10, () -> log.countDocuments(gte("_id", COMMITS - 10L))))
                .isEqualTo(10);
    }

    @Test
    void reads_everything_in_order_without_a_filter() {
        assertThat(examining(COMMITS, () -> positions(log.find().batchSize(700))))
                .hasSize(COMMITS)
                .isSorted();
    }

    @Test
    void finds_what_is_due() {
        var before = Date.from(START.plusSeconds(49));
        assertThat(examining(
                        10,
                        () -> ids(due.find(lte("dueAt", before))
                                .sort(ascending("dueAt"))
                                .limit(10))))
                .hasSize(10)
                .startsWith("item/0000", "item/0001");
        assertThat(examining(50, () -> ids(due.find(lt("dueAt", before)).sort(descending("dueAt")))))
                .hasSize(49);
    }

    @Test
    void combines_equality_and_range_in_a_compound_index() {
        var open = and(eq("state", "open"), gte("dueAt", Date.from(START.plusSeconds(1_990))));
        assertThat(examining(3, () -> ids(due.find(open).sort(descending("dueAt")))))
                .containsExactly("item/1996", "item/1992");
        var some = and(
                in("state", "open", "unheard of"),
                gt("dueAt", Date.from(START)),
                lte("dueAt", Date.from(START.plusSeconds(8))));
        assertThat(examining(3, () -> ids(due.find(some)))).containsExactlyInAnyOrder("item/0004", "item/0008");
    }

    @Test
    void reads_a_prefix_of_ids() {
        assertThat(examining(10, () -> ids(due.find(and(gte("_id", "item/001"), lt("_id", "item/002"))))))
                .hasSize(10)
                .startsWith("item/0010");
        assertThat(examining(3, () -> ids(due.find(in("_id", "item/0007", "item/0003", "nothing")))))
                .containsExactlyInAnyOrder("item/0003", "item/0007");
    }

    @Test
    void skips_limits_and_projects() {
        Document found = due.find(gte("_id", "item/0100"))
                .sort(ascending("_id"))
                .skip(3)
                .limit(1)
                .projection(fields(include("state")))
                .first();
        assertThat(found).isEqualTo(new Document("_id", "item/0103").append("state", "done"));
    }

    @Test
    void leaves_out_whole_fields_of_the_answer_and_of_nothing_stored() {
        assertThat(due.find(eq("_id", "item/0004"))
                        .projection(fields(exclude("dueAt", "absent")))
                        .first())
                .containsOnlyKeys("_id", "state");
        assertThat(due.find(eq("_id", "item/0004"))
                        .projection(new Document("_id", false).append("state", 0L))
                        .first())
                .containsOnlyKeys("dueAt");
        assertThat(due.find(eq("_id", "item/0004")).first()).containsOnlyKeys("_id", "state", "dueAt");
    }

    @Test
    void lists_distinct_values_of_what_an_index_finds() {
        assertThat(examining(
                        10,
                        () -> letters.distinct("sequenceIdentifier", eq("processingGroup", "mine"), String.class)
                                .into(new ArrayList<>())))
                .containsExactly("s298", "s299");
    }

    @Test
    void serves_the_dead_letter_queue() {
        var sequence = and(eq("processingGroup", "mine"), eq("sequenceIdentifier", "s298"));
        assertThat(examining(
                        1,
                        () -> letters.find(sequence)
                                .sort(descending("index"))
                                .limit(1)
                                .first()))
                .containsEntry("index", 4L);
        assertThat(examining(
                        1,
                        () -> letters.find(and(sequence, gt("index", 2L)))
                                .sort(ascending("index"))
                                .limit(1)
                                .first()))
                .containsEntry("index", 3L);
        var content = new Document("lastTouched", "$lastTouched").append("_id", "$_id");
        List<Document> claimable = examining(
                10,
                () -> letters.aggregate(List.of(
                                match(eq("processingGroup", "mine")),
                                group("$sequenceIdentifier", first("index", content)),
                                replaceRoot("$index"),
                                match(or(
                                        exists("processingStarted.seconds", false),
                                        lt("processingStarted.seconds", 1_000L))),
                                sort(ascending("lastTouched.seconds", "lastTouched.nanos")),
                                project(fields(include("_id")))))
                        .into(new ArrayList<>()));
        assertThat(claimable).hasSize(2).allMatch(letter -> letter.keySet().size() == 1);
        var unclaimed = and(sequence, eq("index", 1L), or(exists("processingStarted.seconds", false)));
        assertThat(examining(
                        1,
                        () -> letters.updateOne(
                                        unclaimed, Updates.set("processingStarted", new Document("seconds", 5L)))
                                .getMatchedCount()))
                .isEqualTo(1);
        assertThat(letters.updateOne(unclaimed, Updates.set("processingStarted.seconds", 6L))
                        .getMatchedCount())
                .isZero();
    }

    @Test
    void serves_the_token_store() {
        var claimable = and(
                eq("processorName", "p7"),
                eq("segment", 2),
                or(eq("owner", "me"), eq("owner", null), lt("timestamp", -1L)));
        Document claimed = examining(
                1,
                () -> tokens.findOneAndUpdate(
                        claimable,
                        Updates.combine(Updates.set("owner", "me"), Updates.set("timestamp", 1L)),
                        new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)));
        assertThat(claimed).containsEntry("owner", "me").containsEntry("segment", 2);
        assertThat(examining(
                        4,
                        () -> tokens.find(eq("processorName", "p7"))
                                .sort(ascending("segment"))
                                .map(token -> token.getInteger("segment"))
                                .into(new ArrayList<>())))
                .containsExactly(0, 1, 2, 3);
    }

    @Test
    void changes_what_an_index_finds_and_keeps_the_index_right() {
        MongoCollection<Document> keys = client.getDatabase("nachweis_test").getCollection("keys");
        keys.createIndex(Indexes.ascending("subject", "category", "case"), new IndexOptions().unique(true));
        keys.createIndex(Indexes.ascending("tags"));
        var found = and(eq("subject", "s"), eq("category", "c"), eq("case", "1"));

        Document created = keys.findOneAndUpdate(
                found,
                Updates.combine(
                        Updates.setOnInsert("generation", 1), Updates.addToSet("tags", "a"), Updates.inc("uses", 1)),
                new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));
        assertThat(created).containsEntry("generation", 1).containsEntry("uses", 1);

        keys.updateOne(found, Updates.combine(Updates.push("tags", "b"), Updates.inc("uses", 1)));
        assertThat(keys.countDocuments(eq("tags", "b"))).isEqualTo(1);
        keys.updateOne(found, Updates.pull("tags", "a"));
        assertThat(keys.countDocuments(eq("tags", "a"))).isZero();
        keys.updateOne(found, Updates.unset("tags"));
        assertThat(keys.countDocuments(eq("tags", "b"))).isZero();
        assertThat(keys.countDocuments(eq("tags", null))).isEqualTo(1);

        keys.replaceOne(eq("_id", "x"), new Document("subject", "t"), new ReplaceOptions().upsert(true));
        keys.replaceOne(
                eq("_id", "x"), new Document("subject", "u").append("tags", List.of("z")), new ReplaceOptions());
        assertThat(keys.find(eq("subject", "t")).first()).isNull();
        assertThat(keys.find(eq("subject", "u")).first()).containsEntry("_id", "x");
        assertThat(keys.updateOne(eq("_id", "y"), Updates.set("subject", "v"), new UpdateOptions().upsert(true))
                        .getUpsertedId())
                .isNotNull();

        assertThat(keys.deleteOne(eq("subject", "v")).getDeletedCount()).isEqualTo(1);
        assertThat(keys.deleteMany(Filters.empty()).getDeletedCount()).isEqualTo(2);
        assertThat(keys.countDocuments(eq("tags", "z"))).isZero();
        assertThat(keys.countDocuments()).isZero();
    }

    @Test
    void pulls_what_an_erased_key_sealed() {
        var gone = new Document("key", "key500");
        var pull = new Document("$pull", new Document("sealed", gone).append("subjects", gone));
        assertThat(examining(
                        3,
                        () -> log.updateMany(eq("sealed.key", "key500"), pull).getModifiedCount()))
                .isEqualTo(3);
        assertThat(log.countDocuments(eq("sealed.key", "key500"))).isZero();
        assertThat(positions(log.find(eq("subjects.id", "subject300")).sort(ascending("_id"))))
                .containsExactly(1_503L, 1_504L);
        assertThat(log.find(eq("_id", 1_500L)).first())
                .containsEntry("sealed", List.of())
                .containsEntry(
                        "subjects",
                        List.of(new Document("e", 0).append("id", "controller").append("key", "other")));
    }

    @Test
    void lists_collections_and_indexes() {
        var database = client.getDatabase("nachweis_test");
        assertThat(database.listCollectionNames().into(new ArrayList<>())).contains("log", "due");
        assertThat(log.listIndexes().map(index -> index.getString("name")).into(new ArrayList<>()))
                .containsExactlyInAnyOrder("_id_", "keys_1", "subjects.id_1", "sealed.key_1");
        assertThat(client.listDatabaseNames().into(new ArrayList<>())).contains("nachweis_test");
        assertThat(database.runCommand(new Document("ping", 1))).containsEntry("ok", 1.0);
    }

    @Test
    void drops_a_collection_with_its_indexes() {
        var other = client.getDatabase("nachweis_other");
        MongoCollection<Document> dropped = other.getCollection("dropped");
        dropped.createIndex(Indexes.ascending("a"), new IndexOptions().unique(true));
        dropped.insertOne(new Document("a", 1));
        dropped.drop();
        assertThat(dropped.countDocuments()).isZero();
        dropped.insertMany(List.of(new Document("a", 1), new Document("a", 1)));
        other.drop();
        assertThat(dropped.countDocuments()).isZero();
        assertThat(other.listCollectionNames().into(new ArrayList<>())).isEmpty();
    }
}
