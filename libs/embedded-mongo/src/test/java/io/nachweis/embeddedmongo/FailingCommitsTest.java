package io.nachweis.embeddedmongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The disk is full from one moment on. */
@Tag("contract")
class FailingCommitsTest {

    private static final int WRITERS = 8;

    /** Runs in a JVM of its own: inserts until it is refused, prints what was acknowledged, and tries again when told to. */
    static final class Writer {

        public static void main(String[] arguments) throws IOException, InterruptedException {
            try (EmbeddedMongo server = EmbeddedMongo.start(Path.of(arguments[0]));
                    MongoClient client = MongoClients.create(server.uri())) {
                var collection = client.getDatabase("db").getCollection("c");
                List<Thread> writers = new ArrayList<>();
                for (int i = 0; i < WRITERS; i++) {
                    int writer = i;
                    writers.add(Thread.ofPlatform().start(() -> insertUntilRefused(collection, writer)));
                }
                for (Thread writer : writers) {
                    writer.join();
                }
                print("all refused");
                if (System.in.read() >= 0) {
                    print("late: " + insert(collection, "late"));
                }
            } catch (IllegalStateException e) {
                print("not started: " + e.getMessage());
            }
        }

        private static void insertUntilRefused(MongoCollection<Document> collection, int writer) {
            for (int i = 0; ; i++) {
                String id = writer + "/" + i;
                if (!insert(collection, id).isEmpty()) {
                    return;
                }
                print("acknowledged: " + id);
            }
        }

        /** What was said against it. */
        private static String insert(MongoCollection<Document> collection, String id) {
            try {
                collection.insertOne(new Document("_id", id));
                return "";
            } catch (MongoException e) {
                return String.valueOf(e.getMessage());
            }
        }

        private static synchronized void print(String line) {
            System.out.println(line);
        }
    }

    @Test
    @Timeout(60)
    void are_acknowledged_to_none_of_the_writers_that_share_them(@TempDir Path folder, @TempDir Path beside)
            throws Exception {
        Set<String> acknowledged = new TreeSet<>();
        String late = "";
        Process writer = DiskJournal.jvm(folder, beside, Writer.class).start();
        try (var lines = new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("acknowledged: ")) {
                    acknowledged.add(line.substring(line.indexOf(' ') + 1));
                } else if (line.equals("all refused")) {
                    Files.delete(DiskJournal.full(beside));
                    writer.outputWriter().append('\n').flush();
                } else if (line.startsWith("late: ")) {
                    late = line;
                }
                if (acknowledged.size() == 200 && Files.notExists(DiskJournal.full(beside)) && late.isEmpty()) {
                    Files.createFile(DiskJournal.full(beside));
                }
            }
        } finally {
            writer.destroyForcibly();
        }
        assertThat(late).as("a write after the disk has space again").contains("opened again");
        try (EmbeddedMongo server = EmbeddedMongo.start(folder);
                MongoClient client = MongoClients.create(server.uri())) {
            var collection = client.getDatabase("db").getCollection("c");
            Set<String> stored =
                    collection.find().map(document -> document.getString("_id")).into(new TreeSet<>());
            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(200);
            assertThat(stored).containsAll(acknowledged).doesNotContain("late");
            assertThat(stored.size()).as("perhaps stored").isLessThanOrEqualTo(acknowledged.size() + WRITERS);
            collection.insertOne(new Document("_id", "late"));
        }
    }

    @Test
    @Timeout(60)
    void are_told_at_a_start_too_and_lose_nothing(@TempDir Path folder, @TempDir Path beside) throws Exception {
        try (EmbeddedMongo server = EmbeddedMongo.start(folder);
                MongoClient client = MongoClients.create(server.uri())) {
            client.getDatabase("db").getCollection("c").insertOne(new Document("_id", "before"));
        }
        Files.createFile(DiskJournal.full(beside));
        Process writer = DiskJournal.jvm(folder, beside, Writer.class).start();
        assertThat(new String(writer.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("not started", "full disk", folder.toString());
        try (EmbeddedMongo server = EmbeddedMongo.start(folder);
                MongoClient client = MongoClients.create(server.uri())) {
            assertThat(client.getDatabase("db").getCollection("c").countDocuments())
                    .isEqualTo(1);
        }
    }
}
