package io.nachweis.embeddedmongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("contract")
class StreamingTest {

    private EmbeddedMongo server;
    private MongoClient client;
    private MongoCollection<Document> collection;

    @BeforeEach
    void start(@TempDir Path folder) {
        server = EmbeddedMongo.start(folder);
        client = MongoClients.create(server.uri());
        collection = client.getDatabase("db").getCollection("c");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private void insert(int from, int to) {
        collection.insertMany(IntStream.range(from, to)
                .mapToObj(i -> new Document("_id", i).append("tags", List.of("t" + i % 3, "all")))
                .toList());
    }

    @Test
    void looks_only_at_what_is_taken() {
        insert(0, 5_000);
        long before = server.examined();
        try (MongoCursor<Document> cursor = collection.find().batchSize(10).iterator()) {
            for (int i = 0; i < 25; i++) {
                cursor.next();
            }
        }
        assertThat(server.examined() - before).isLessThanOrEqualTo(30);
    }

    @Test
    void goes_on_after_writes_and_does_not_hold_them_up() {
        insert(0, 1_000);
        try (MongoCursor<Document> cursor =
                collection.find().sort(Sorts.ascending("_id")).batchSize(100).iterator()) {
            for (int i = 0; i < 100; i++) {
                cursor.next();
            }
            insert(1_000, 1_200);
            collection.deleteMany(Filters.and(Filters.gte("_id", 90), Filters.lt("_id", 110)));
            List<Integer> rest = new ArrayList<>();
            cursor.forEachRemaining(document -> rest.add(document.getInteger("_id")));
            assertThat(rest).isEqualTo(IntStream.range(110, 1_200).boxed().toList());
        }
    }

    @Test
    void goes_on_after_compaction() {
        insert(0, 1_000);
        collection.createIndex(Indexes.ascending("tags"));
        try (MongoCursor<Document> byId = collection
                        .find()
                        .sort(Sorts.descending("_id"))
                        .batchSize(50)
                        .iterator();
                MongoCursor<Document> byTag = collection
                        .find(Filters.gte("tags", "t"))
                        .sort(Sorts.ascending("_id"))
                        .batchSize(50)
                        .iterator()) {
            byId.next();
            byTag.next();
            server.compact();
            List<Integer> ids = new ArrayList<>();
            byId.forEachRemaining(document -> ids.add(document.getInteger("_id")));
            assertThat(ids).hasSize(999).startsWith(998).endsWith(0);
            ids.clear();
            byTag.forEachRemaining(document -> ids.add(document.getInteger("_id")));
            assertThat(ids).isEqualTo(IntStream.range(1, 1_000).boxed().toList());
        }
    }

    @Test
    void meets_a_document_once_that_has_several_entries_in_the_index() {
        insert(0, 300);
        collection.createIndex(Indexes.ascending("tags"));
        var either = Filters.in("tags", "all", "t1", "t2");
        List<Integer> ids = collection
                .find(either)
                .batchSize(7)
                .map(document -> document.getInteger("_id"))
                .into(new ArrayList<>());
        assertThat(ids).hasSize(300).doesNotHaveDuplicates();
    }

    @Test
    void splits_what_is_big_into_batches() {
        collection.insertMany(IntStream.range(0, 40)
                .mapToObj(i -> new Document("_id", i).append("payload", new Binary(new byte[1 << 20])))
                .toList());
        assertThat(collection.find().batchSize(1_000).into(new ArrayList<>())).hasSize(40);
    }

    @Test
    void ends_with_the_limit_over_several_batches() {
        insert(0, 1_000);
        assertThat(collection.find().skip(5).limit(250).batchSize(100).into(new ArrayList<>()))
                .hasSize(250)
                .first()
                .returns(5, document -> document.getInteger("_id"));
    }
}
