package io.nachweis.embeddedmongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("contract")
class SurvivingKillTest {

    /** Runs in a JVM of its own: prints an id once it is acknowledged. */
    static final class Writer {

        public static void main(String[] arguments) {
            Path folder = Path.of(arguments[0]);
            int threads = Integer.parseInt(arguments[1]);
            int firstId = Integer.parseInt(arguments[2]);
            EmbeddedMongo server = EmbeddedMongo.start(folder);
            MongoCollection<Document> log = log(MongoClients.create(server.uri()));
            for (int i = 0; i < threads; i++) {
                int offset = i;
                Thread.ofPlatform().start(() -> {
                    for (int id = firstId + offset; ; id += threads) {
                        log.insertOne(new Document("_id", id)
                                .append("keys", List.of("k" + id, "e" + id))
                                .append("payload", "x".repeat(400)));
                        printLine(id);
                    }
                });
            }
        }

        private static synchronized void printLine(int id) {
            System.out.println(id);
        }
    }

    private static MongoCollection<Document> log(MongoClient client) {
        MongoCollection<Document> log = client.getDatabase("db").getCollection("log");
        log.createIndex(Indexes.ascending("keys"), new IndexOptions().unique(true));
        return log;
    }

    /** Kills the writer once it has had {@code count} ids acknowledged; more may be before it dies. */
    private static Set<Integer> writeAndKill(Path folder, int threads, int firstId, int count)
            throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.toString(),
                        Integer.toString(threads),
                        Integer.toString(firstId))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Set<Integer> acknowledged = new TreeSet<>();
        try (var lines = new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.matches("\\d+")) {
                    acknowledged.add(Integer.valueOf(line));
                }
                if (acknowledged.size() == count) {
                    writer.toHandle().destroyForcibly(); // which, unlike the process's own, leaves its output readable
                }
            }
        } finally {
            writer.destroyForcibly();
            writer.waitFor();
        }
        return acknowledged;
    }

    @ParameterizedTest
    @CsvSource({"1, 300", "8, 1500"})
    void keeps_every_acknowledged_write_and_its_index_entries(int threads, int count, @TempDir Path folder)
            throws Exception {
        Set<Integer> acknowledged = new TreeSet<>();
        for (int round = 0; round < 2; round++) {
            acknowledged.addAll(writeAndKill(folder, threads, round * 1_000_000, count + round * 37));
            try (EmbeddedMongo server = EmbeddedMongo.start(folder);
                    MongoClient client = MongoClients.create(server.uri())) {
                MongoCollection<Document> log = log(client);
                Set<Integer> stored =
                        log.find().map(document -> document.getInteger("_id")).into(new TreeSet<>());
                assertThat(stored).containsAll(acknowledged);
                assertThat(log.countDocuments()).isEqualTo(stored.size());
                for (Integer id : stored) {
                    assertThat(log.find(Filters.eq("keys", "k" + id)).first()).containsEntry("_id", id);
                    assertThat(log.find(Filters.eq("keys", "e" + id)).first()).containsEntry("_id", id);
                }
                assertThat(log.countDocuments(Filters.gte("keys", ""))).isEqualTo(stored.size());
            }
        }
    }
}
