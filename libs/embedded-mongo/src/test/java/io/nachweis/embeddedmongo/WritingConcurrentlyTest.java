package io.nachweis.embeddedmongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WritingConcurrentlyTest {

    private static final int THREADS = 8;
    private static final int EACH = 50;

    private EmbeddedMongo server;
    private MongoClient client;

    @BeforeEach
    void start(@TempDir Path folder) {
        server = EmbeddedMongo.start(folder);
        client = MongoClients.create(server.uri());
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private static <T> List<T> inAllThreads(Callable<T> work) throws Exception {
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(
                    IntStream.range(0, THREADS).mapToObj(_ -> work).toList())) {
                results.add(result.get());
            }
            return results;
        }
    }

    @Test
    void loses_no_update() throws Exception {
        var counters = client.getDatabase("db").getCollection("counters");
        inAllThreads(() -> {
            for (int i = 0; i < EACH; i++) {
                counters.updateOne(Filters.eq("_id", "c"), Updates.inc("n", 1), new UpdateOptions().upsert(true));
            }
            return true;
        });
        assertThat(counters.find().first()).containsEntry("n", THREADS * EACH);
    }

    @Test
    void lets_one_writer_win_each_key() throws Exception {
        var log = client.getDatabase("db").getCollection("log");
        log.createIndex(Indexes.ascending("keys"), new IndexOptions().unique(true));
        List<Integer> wins = inAllThreads(() -> {
            int won = 0;
            for (int i = 0; i < EACH; i++) {
                try {
                    log.insertOne(new Document(
                            "keys",
                            List.of("k" + i, "e" + Thread.currentThread().threadId() + i)));
                    won++;
                } catch (MongoWriteException e) {
                    assertThat(e.getError().getCode()).isEqualTo(11000);
                    // who lost must see the winner's document
                    assertThat(log.find(Filters.eq("keys", "k" + i)).first()).isNotNull();
                }
            }
            return won;
        });
        assertThat(wins.stream().mapToInt(Integer::intValue).sum()).isEqualTo(EACH);
        assertThat(log.countDocuments()).isEqualTo(EACH);
    }

    @Test
    void lets_a_reader_see_each_write_as_a_whole() throws Exception {
        var counters = client.getDatabase("db").getCollection("counters");
        counters.createIndex(Indexes.ascending("n"));
        counters.insertMany(IntStream.range(0, 200)
                .mapToObj(i -> new Document("_id", i).append("n", 0))
                .toList());
        var writing = new AtomicBoolean(true);
        try (var threads = Executors.newFixedThreadPool(2)) {
            Callable<Integer> reading = () -> {
                int rounds = 0;
                for (; writing.get(); rounds++) {
                    Set<Integer> seen = counters.find()
                            .batchSize(500)
                            .map(document -> document.getInteger("n"))
                            .into(new TreeSet<>());
                    assertThat(seen).hasSize(1);
                    assertThat(counters.countDocuments(
                                    Filters.gte("n", seen.iterator().next())))
                            .isEqualTo(200);
                }
                return rounds;
            };
            var readers = List.of(threads.submit(reading), threads.submit(reading));
            for (int i = 0; i < 150; i++) {
                counters.updateMany(Filters.lt("_id", 1_000), Updates.inc("n", 1));
            }
            writing.set(false);
            for (Future<Integer> reader : readers) {
                assertThat(reader.get()).isPositive();
            }
        }
    }

    @Test
    void reads_what_it_has_written() throws Exception {
        var collection = client.getDatabase("db").getCollection("own");
        collection.createIndex(Indexes.ascending("by"));
        inAllThreads(() -> {
            long me = Thread.currentThread().threadId();
            for (int i = 1; i <= EACH; i++) {
                collection.insertOne(new Document("by", me));
                assertThat(collection.countDocuments(Filters.eq("by", me))).isEqualTo(i);
            }
            return true;
        });
    }
}
