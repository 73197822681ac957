package io.nachweis.benchmarks;

import com.mongodb.client.MongoClient;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.extensions.mongo.DefaultMongoTemplate;
import org.axonframework.extensions.mongo.eventsourcing.eventstore.MongoEventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;

/** Axon's own engines, as their documentation sets them up. */
final class Peers {

    private Peers() {}

    static EventStorageEngine axonMongo(MongoClient client) {
        return MongoEventStorageEngine.builder()
                .mongoTemplate(DefaultMongoTemplate.builder()
                        .mongoDatabase(client, "axon")
                        .build())
                .eventSerializer(serializer())
                .snapshotSerializer(serializer())
                .build();
    }

    private static Serializer serializer() {
        return Jackson3Serializer.builder().build();
    }
}
