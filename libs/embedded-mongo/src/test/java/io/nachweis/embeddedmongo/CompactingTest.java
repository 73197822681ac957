package io.nachweis.embeddedmongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactingTest {

    private static final String SECRET = "anna.beispiel@example.org";

    private static boolean contains(Path folder, String text) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .anyMatch(file -> read(file).contains(text));
        }
    }

    private static long size(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void leaves_no_byte_of_what_was_deleted_or_replaced(@TempDir Path folder) throws IOException {
        try (EmbeddedMongo server = EmbeddedMongo.start(folder);
                MongoClient client = MongoClients.create(server.uri())) {
            MongoCollection<Document> people = client.getDatabase("db").getCollection("people");
            people.createIndex(Indexes.ascending("email"), new IndexOptions().unique(true));
            people.insertMany(IntStream.range(0, 500)
                    .mapToObj(i -> new Document("_id", i).append("email", i + SECRET))
                    .toList());
            assertThat(contains(folder, SECRET)).isTrue();
            people.deleteMany(Filters.lt("_id", 250));
            IntStream.range(250, 500)
                    .forEach(i -> people.updateOne(Filters.eq("_id", i), Updates.set("email", "gone" + i)));

            assertThat(client.getDatabase("admin").runCommand(new Document("compact", 1)))
                    .containsEntry("ok", 1.0);

            assertThat(contains(folder, SECRET)).isFalse();
            assertThat(client.getDatabase("admin").runCommand(new Document("validate", 1)))
                    .containsEntry("ok", 1.0);
            assertThat(people.countDocuments()).isEqualTo(250);
            assertThat(people.find(Filters.eq("email", "gone300")).first()).containsEntry("_id", 300);
            people.insertOne(new Document("_id", 1_000).append("email", "new"));
        }
        assertThat(contains(folder, SECRET)).isFalse();
        try (EmbeddedMongo server = EmbeddedMongo.start(folder);
                MongoClient client = MongoClients.create(server.uri())) {
            assertThat(client.getDatabase("db").getCollection("people").countDocuments())
                    .isEqualTo(251);
        }
    }

    @Test
    void loses_nothing_that_is_written_and_read_meanwhile(@TempDir Path folder) throws Exception {
        var working = new AtomicBoolean(true);
        var written = new AtomicInteger();
        try (EmbeddedMongo server = EmbeddedMongo.start(folder);
                MongoClient client = MongoClients.create(server.uri());
                var threads = Executors.newFixedThreadPool(2)) {
            MongoCollection<Document> collection = client.getDatabase("db").getCollection("c");
            var writer = threads.submit(() -> {
                while (working.get()) {
                    collection.insertOne(new Document("_id", written.get()).append("payload", "x".repeat(1_000)));
                    written.incrementAndGet();
                }
                return written.get();
            });
            var reader = threads.submit(() -> {
                while (working.get()) {
                    int atLeast = written.get();
                    assertThat(collection.countDocuments()).isGreaterThanOrEqualTo(atLeast);
                }
                return true;
            });
            for (int count = 100; count <= 500; count += 100) {
                while (written.get() < count && !writer.isDone()) {
                    Thread.onSpinWait();
                }
                server.compact();
            }
            working.set(false);
            assertThat(reader.get()).isTrue();
            long expected = writer.get();
            assertThat(collection.countDocuments()).isEqualTo(expected);
        }
    }

    @Test
    void keeps_a_file_that_is_rewritten_again_and_again_from_growing(@TempDir Path folder) throws IOException {
        try (EmbeddedMongo server = EmbeddedMongo.start(folder);
                MongoClient client = MongoClients.create(server.uri())) {
            MongoCollection<Document> counters = client.getDatabase("db").getCollection("counters");
            IntStream.range(0, 20).forEach(i -> counters.insertOne(new Document("_id", i)));
            IntStream.range(0, 2_000)
                    .forEach(i -> counters.updateOne(Filters.eq("_id", i % 20), Updates.inc("count", 1)));
            assertThat(size(folder)).isLessThan(2_000_000);
        }
    }
}
