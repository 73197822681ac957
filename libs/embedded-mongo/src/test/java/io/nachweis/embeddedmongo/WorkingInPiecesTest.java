package io.nachweis.embeddedmongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What takes long does not keep others from writing. How long they wait is judged at full depth, alone on a machine. */
@Tag("contract")
class WorkingInPiecesTest {

    private static final boolean FULL = "full".equals(System.getProperty("nachweis.depth"));
    private static final int MANY = FULL ? 400_000 : 40_000;
    private static final int WRITERS = 4;
    private static final Duration AT_MOST = Duration.ofMillis(200);

    private EmbeddedMongo server;
    private MongoClient client;
    private MongoCollection<Document> many;
    private final AtomicInteger written = new AtomicInteger();

    @BeforeEach
    void start(@TempDir Path folder) {
        server = EmbeddedMongo.start(folder);
        client = MongoClients.create(server.uri());
        many = client.getDatabase("db").getCollection("many");
        for (int from = 0; from < MANY; from += 10_000) {
            many.insertMany(IntStream.range(from, from + 10_000)
                    .mapToObj(i ->
                            new Document("_id", i).append("n", -i).append("tags", List.of("t" + i % 7, "u" + i % 11)))
                    .toList());
        }
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    /** How long each of the writes took that others do meanwhile. */
    private List<Long> meanwhile(Runnable work) throws Exception {
        var working = new AtomicBoolean(true);
        List<Long> took = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<List<Long>>> writers = IntStream.range(0, WRITERS)
                    .mapToObj(_ -> threads.submit(() -> write(working)))
                    .toList();
            try {
                work.run();
            } finally {
                working.set(false);
            }
            for (Future<List<Long>> writer : writers) {
                took.addAll(writer.get());
            }
        }
        return took;
    }

    private List<Long> write(AtomicBoolean working) {
        List<Long> took = new ArrayList<>();
        while (working.get()) {
            int i = written.getAndIncrement();
            long began = System.nanoTime();
            if (i % 2 == 0) {
                many.insertOne(new Document("_id", MANY + i).append("n", -MANY - i));
            } else {
                many.updateOne(Filters.eq("_id", i * 17 % MANY), Updates.set("changed", true));
            }
            took.add(System.nanoTime() - began);
        }
        return took;
    }

    private static void assertServed(String what, List<Long> took) {
        List<Long> sorted = took.stream().sorted().toList();
        Duration slow = Duration.ofNanos(sorted.get(sorted.size() * 999 / 1_000));
        System.out.printf(
                "%s of %,d: %,d writes meanwhile, p99.9 %d ms, slowest %d ms%n",
                what,
                MANY,
                took.size(),
                slow.toMillis(),
                Duration.ofNanos(sorted.getLast()).toMillis());
        assertThat(took).hasSizeGreaterThan(20);
        if (FULL) {
            assertThat(slow).isLessThanOrEqualTo(AT_MOST);
        }
    }

    @Test
    void builds_an_index_that_has_what_is_written_meanwhile() throws Exception {
        assertServed("building an index", meanwhile(() -> many.createIndex(Indexes.ascending("n"))));
        assertServed(
                "building a unique index",
                meanwhile(() -> many.createIndex(Indexes.descending("n"), new IndexOptions().unique(true))));
        many.createIndex(Indexes.ascending("tags"));
        long all = many.countDocuments();
        assertThat(all).isGreaterThan(MANY);
        assertThat(many.countDocuments(Filters.lte("n", 0))).isEqualTo(all);
        assertThat(many.countDocuments(Filters.in("tags", "t3"))).isEqualTo((MANY + 3) / 7);
        assertThat(many.find(Filters.eq("n", -MANY)).first()).containsEntry("_id", MANY);
    }

    @Test
    void empties_a_collection() throws Exception {
        many.createIndex(Indexes.ascending("n"));
        assertServed("emptying", meanwhile(() -> many.deleteMany(Filters.lt("_id", MANY))));
        assertThat(many.countDocuments(Filters.lt("_id", MANY))).isZero();
        assertThat(many.countDocuments(Filters.lte("n", 0))).isEqualTo(many.countDocuments());
        many.drop();
        assertThat(many.countDocuments()).isZero();
    }
}
