package io.nachweis.embeddedmongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FailingCommitsTest {

    private static final int WRITERS = 8;

    @BeforeEach
    void useADiskThatCanFail() {
        FailingDisk.use();
    }

    /** Inserts until it fails, and returns the ids that were acknowledged. */
    private static Set<String> insertUntilRefused(MongoCollection<Document> collection, int writer) {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        for (int i = 0; ; i++) {
            String id = writer + "/" + i;
            try {
                collection.insertOne(new Document("_id", id));
            } catch (MongoException e) {
                return acknowledged;
            }
            acknowledged.add(id);
            if (writer == 0 && i == 50) {
                FailingDisk.fill();
            }
        }
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void are_acknowledged_to_none_of_the_writers_that_share_them(@TempDir Path folder) throws Exception {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        try (EmbeddedMongo server = EmbeddedMongo.start(FailingDisk.PREFIX, folder, 0);
                MongoClient client = MongoClients.create(server.uri());
                var writers = Executors.newFixedThreadPool(WRITERS)) {
            var collection = client.getDatabase("db").getCollection("c");
            List<Future<Set<String>>> results = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                results.add(writers.submit(() -> insertUntilRefused(collection, writer)));
            }
            for (Future<Set<String>> result : results) {
                acknowledged.addAll(result.get());
            }
            FailingDisk.empty();
            assertThatExceptionOfType(MongoException.class)
                    .as("a write after the disk has space again")
                    .isThrownBy(() -> collection.insertOne(new Document("_id", "late")))
                    .withMessageContaining("opened again");
        }
        try (EmbeddedMongo server = EmbeddedMongo.start(folder, 0);
                MongoClient client = MongoClients.create(server.uri())) {
            var collection = client.getDatabase("db").getCollection("c");
            Set<String> stored =
                    collection.find().map(document -> document.getString("_id")).into(new ArrayList<>()).stream()
                            .collect(Collectors.toSet());
            assertThat(acknowledged).hasSizeGreaterThan(50);
            assertThat(stored).isEqualTo(acknowledged);
            collection.insertOne(new Document("_id", "late"));
        }
    }
}
