package io.nachweis.embeddedmongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Collation;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What would be answered in another way than by a MongoDB, or by reading everything, is not answered. */
class RefusingTest {

    private static final int NO_INDEX = 291;
    private static final int NOT_SUPPORTED = 115;

    private EmbeddedMongo server;
    private MongoClient client;
    private MongoDatabase database;
    private MongoCollection<Document> people;

    @BeforeEach
    void start(@TempDir Path folder) {
        server = EmbeddedMongo.start(folder);
        client = MongoClients.create(server.uri());
        database = client.getDatabase("db");
        people = database.getCollection("people");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private static void assertRefused(int code, ThrowingCallable call) {
        assertThatExceptionOfType(MongoException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.getCode()).isEqualTo(code));
    }

    private void insert(int count) {
        people.insertMany(IntStream.range(0, count)
                .mapToObj(i -> new Document("_id", i).append("email", "person" + i + "@example.org"))
                .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"startTransaction", "autocommit", "txnNumber"})
    void refuses_the_fields_of_transactions(String field) {
        var insert = new Document("insert", "people")
                .append("documents", List.of(new Document("_id", 1)))
                .append(field, field.equals("txnNumber") ? 1L : field.equals("startTransaction"));
        assertRefused(20, () -> database.runCommand(insert));
        assertThat(people.countDocuments()).isZero();
    }

    @Test
    void offers_no_sessions_to_the_driver() {
        assertThatExceptionOfType(MongoException.class).isThrownBy(() -> {
            try (var session = client.startSession()) {
                session.startTransaction();
                people.insertOne(session, new Document());
            }
        });
        assertThat(people.countDocuments()).isZero();
    }

    @Test
    void refuses_a_query_without_an_index_on_more_than_a_thousand_documents() {
        insert(1_000);
        var filter = Filters.eq("email", "person7@example.org");
        assertThat(people.find(filter).first()).containsEntry("_id", 7);
        people.insertOne(new Document("_id", 1_000));

        assertThatExceptionOfType(MongoCommandException.class)
                .isThrownBy(() -> people.find(filter).first())
                .withMessageContaining("db.people")
                .withMessageContaining("[email]")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("person7"));
        assertRefused(NO_INDEX, () -> people.countDocuments(filter));
        assertRefused(NO_INDEX, () -> people.deleteOne(filter));
        assertRefused(NO_INDEX, () -> people.findOneAndDelete(filter));
        assertRefused(NO_INDEX, () -> people.updateOne(filter, Updates.set("seen", true)));
        assertRefused(
                NO_INDEX, () -> people.distinct("email", filter, String.class).into(new ArrayList<>()));
        assertRefused(
                NO_INDEX,
                () -> people.aggregate(List.of(Aggregates.match(filter))).into(new ArrayList<>()));
        assertRefused(
                NO_INDEX, () -> people.find().sort(Sorts.ascending("email")).first());
        assertRefused(
                NO_INDEX,
                () -> people.find(Filters.or(Filters.eq("_id", 1), filter)).first());
        assertThat(people.find().into(new ArrayList<>())).hasSize(1_001);
    }

    @Test
    void serves_the_refused_query_once_there_is_an_index() {
        insert(1_500);
        people.createIndex(Indexes.ascending("email"));
        assertThat(people.find(Filters.eq("email", "person7@example.org")).first())
                .containsEntry("_id", 7);
    }

    @Test
    void refuses_indexes_that_would_mean_less_than_they_say() {
        var key = Indexes.ascending("a");
        assertRefused(NOT_SUPPORTED, () -> people.createIndex(key, new IndexOptions().sparse(true)));
        assertRefused(NOT_SUPPORTED, () -> people.createIndex(key, new IndexOptions().expireAfter(1L, TimeUnit.HOURS)));
        assertRefused(
                NOT_SUPPORTED,
                () -> people.createIndex(key, new IndexOptions().partialFilterExpression(Filters.exists("a"))));
        assertRefused(NOT_SUPPORTED, () -> people.createIndex(Indexes.text("a")));
        assertRefused(NOT_SUPPORTED, () -> people.createIndex(Indexes.hashed("a")));
        people.createIndex(key);
        assertRefused(86, () -> people.createIndex(key, new IndexOptions().unique(true)));
    }

    @Test
    void refuses_what_it_would_silently_ignore() {
        assertRefused(
                NOT_SUPPORTED,
                () -> people.find()
                        .collation(Collation.builder().locale("de").build())
                        .first());
        assertRefused(
                NOT_SUPPORTED, () -> people.find().hint(new Document("_id", 1)).first());
        assertRefused(NOT_SUPPORTED, () -> people.updateOne(Filters.eq("_id", 1), List.of(Aggregates.set())));
        assertRefused(
                NOT_SUPPORTED,
                () -> people.aggregate(List.of(Aggregates.out("copy"))).into(new ArrayList<>()));
        assertRefused(59, () -> database.runCommand(new Document("collMod", "people")));
        assertRefused(59, () -> database.runCommand(new Document("explain", new Document("find", "people"))));
    }

    @Test
    void undoes_a_command_that_fails_in_its_middle() {
        people.createIndex(Indexes.ascending("a.x", "b.y"));
        var parallel = new Document("_id", 1)
                .append("a", List.of(new Document("x", 1)))
                .append("b", List.of(new Document("y", 1)));
        assertThatExceptionOfType(MongoWriteException.class).isThrownBy(() -> people.insertOne(parallel));
        assertRefused(
                8,
                () -> database.runCommand(new Document("update", "people")
                        .append(
                                "updates",
                                List.of(
                                        new Document("q", new Document("_id", 2))
                                                .append("u", new Document("$set", new Document("c", 1)))
                                                .append("upsert", true),
                                        new Document("q", new Document("_id", 2))
                                                .append("u", new Document("$set", 7))))));
        assertThat(people.countDocuments()).isZero();
        people.insertOne(new Document("_id", 3));
        assertThat(people.countDocuments()).isEqualTo(1);
    }
}
