package io.nachweis.embeddedmongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyDocumentsTest {

    private static final int MANY = 100_000;

    @Test
    void cost_a_query_no_more_than_few_do(@TempDir Path folder) {
        try (EmbeddedMongo server = EmbeddedMongo.start(folder);
                MongoClient client = MongoClients.create(server.uri())) {
            MongoCollection<Document> log = client.getDatabase("db").getCollection("log");
            log.createIndex(Indexes.ascending("keys"), new IndexOptions().unique(true));
            for (int from = 0; from < MANY; from += 10_000) {
                log.insertMany(IntStream.range(from, from + 10_000)
                        .mapToObj(i -> new Document("_id", (long) i)
                                .append("keys", List.of("s:%05d/%04d".formatted(i / 20, i % 20), "e:" + i)))
                        .toList());
                long before = server.examined();
                assertThat(log.find(Filters.gte("_id", from + 9_950L))
                                .sort(Sorts.ascending("_id"))
                                .limit(100)
                                .into(new ArrayList<>()))
                        .hasSize(50);
                assertThat(server.examined() - before).isEqualTo(50);
                before = server.examined();
                var stream = "s:%05d/".formatted(from / 20);
                var range = new Document("$gte", stream + "0010").append("$lt", stream + "0015");
                assertThat(log.find(new Document("keys", new Document("$elemMatch", range)))
                                .sort(Sorts.ascending("_id"))
                                .into(new ArrayList<>()))
                        .hasSize(5);
                assertThat(server.examined() - before).isEqualTo(5);
                before = server.examined();
                assertThat(log.countDocuments()).isEqualTo(from + 10_000);
                assertThat(server.examined() - before).isZero();
            }
        }
    }
}
