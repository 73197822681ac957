package io.nachweis.embeddedmongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.nio.file.Path;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportingDuplicatesTest {

    private static final int DUPLICATE = 11000;

    private EmbeddedMongo server;
    private MongoClient client;
    private MongoCollection<Document> log;

    @BeforeEach
    void start(@TempDir Path folder) {
        server = EmbeddedMongo.start(folder);
        client = MongoClients.create(server.uri());
        log = client.getDatabase("db").getCollection("log");
        log.createIndex(Indexes.ascending("keys"), new IndexOptions().unique(true));
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private static Document commit(Object id, String... keys) {
        return new Document("_id", id).append("keys", List.of(keys));
    }

    @Test
    void names_the_violated_index_as_MongoDB_does() {
        log.insertOne(commit(1L, "s:a/0", "e:1"));
        assertThatExceptionOfType(MongoWriteException.class)
                .isThrownBy(() -> log.insertOne(commit(2L, "e:2", "s:a/0")))
                .satisfies(e -> assertThat(e.getError().getCode()).isEqualTo(DUPLICATE))
                .withMessageContaining(
                        "E11000 duplicate key error collection: db.log index: keys_1 dup key: { keys: \"s:a/0\" }");
        assertThatExceptionOfType(MongoWriteException.class)
                .isThrownBy(() -> log.insertOne(commit(1, "s:b/0")))
                .withMessageContaining("index: _id_ dup key: { _id: 1 }");
        assertThat(log.countDocuments()).isEqualTo(1);
        assertThat(log.countDocuments(Filters.eq("keys", "e:2"))).isZero();
    }

    @Test
    void stops_an_ordered_insert_at_the_duplicate() {
        log.insertOne(commit(7L, "k7"));
        assertThatExceptionOfType(MongoBulkWriteException.class)
                .isThrownBy(() -> log.insertMany(
                        List.of(commit(5L, "k5"), commit(6L, "k6"), commit(7L, "new"), commit(8L, "k8"))))
                .satisfies(e -> {
                    assertThat(e.getWriteErrors())
                            .extracting(BulkWriteError::getIndex)
                            .containsExactly(2);
                    assertThat(e.getWriteErrors())
                            .extracting(BulkWriteError::getCode)
                            .containsExactly(DUPLICATE);
                    assertThat(e.getWriteResult().getInsertedCount()).isEqualTo(2);
                });
        assertThat(log.countDocuments()).isEqualTo(3);
    }

    @Test
    void goes_on_after_the_duplicate_when_unordered() {
        assertThatExceptionOfType(MongoBulkWriteException.class)
                .isThrownBy(() -> log.insertMany(
                        List.of(commit(1L, "a"), commit(2L, "a"), commit(3L, "b"), commit(3L, "c")),
                        new InsertManyOptions().ordered(false)))
                .satisfies(e -> {
                    assertThat(e.getWriteErrors())
                            .extracting(BulkWriteError::getIndex)
                            .containsExactly(1, 3);
                    assertThat(e.getWriteResult().getInsertedCount()).isEqualTo(2);
                });
    }

    @Test
    void stops_an_ordered_bulk_of_updates() {
        log.insertMany(List.of(commit(1L, "a"), commit(2L, "b"), commit(3L, "c")));
        assertThatExceptionOfType(MongoBulkWriteException.class)
                .isThrownBy(() -> log.bulkWrite(List.of(
                        new InsertOneModel<>(commit(4L, "d")),
                        new UpdateOneModel<>(Filters.eq("_id", 1L), Updates.set("seen", true)),
                        new UpdateOneModel<>(Filters.eq("_id", 2L), Updates.set("keys", List.of("a"))),
                        new UpdateOneModel<>(Filters.eq("_id", 3L), Updates.set("seen", true)))))
                .satisfies(e -> {
                    assertThat(e.getWriteErrors())
                            .extracting(BulkWriteError::getIndex)
                            .containsExactly(2);
                    assertThat(e.getWriteResult().getModifiedCount()).isEqualTo(1);
                });
        assertThat(log.find(Filters.eq("_id", 3L)).first()).doesNotContainKey("seen");
        assertThat(log.find(Filters.eq("keys", "b")).first()).containsEntry("_id", 2L);
    }

    @Test
    void reports_the_index_of_each_upsert_of_an_unordered_bulk() {
        var result = log.bulkWrite(
                List.of(
                        new UpdateOneModel<Document>(
                                Filters.eq("_id", 1L),
                                Updates.set("keys", List.of("a")),
                                new UpdateOptions().upsert(true)),
                        new UpdateOneModel<Document>(
                                Filters.eq("_id", 2L),
                                Updates.set("keys", List.of("b")),
                                new UpdateOptions().upsert(true))),
                new BulkWriteOptions().ordered(false));
        assertThat(result.getUpserts()).extracting(upsert -> upsert.getIndex()).containsExactly(0, 1);
    }

    @Test
    void is_an_error_of_finding_and_updating_too() {
        log.insertOne(commit(1L, "a"));
        assertThatExceptionOfType(MongoCommandException.class)
                .isThrownBy(() -> log.findOneAndUpdate(
                        Filters.eq("_id", 2L),
                        Updates.set("keys", List.of("a")),
                        new FindOneAndUpdateOptions().upsert(true)))
                .satisfies(e -> assertThat(e.getErrorCode()).isEqualTo(DUPLICATE));
        assertThat(log.countDocuments()).isEqualTo(1);
    }

    @Test
    void keeps_an_index_from_being_made_unique_over_duplicates() {
        log.insertMany(List.of(commit(1L, "a").append("x", 1), commit(2L, "b").append("x", 1)));
        assertThatExceptionOfType(MongoException.class)
                .isThrownBy(() -> log.createIndex(Indexes.ascending("x"), new IndexOptions().unique(true)))
                .satisfies(e -> assertThat(e.getCode()).isEqualTo(DUPLICATE));
        log.insertOne(commit(3L, "c").append("x", 1));
        assertThat(log.listIndexes()).hasSize(2);
    }
}
