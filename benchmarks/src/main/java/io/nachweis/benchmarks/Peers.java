package io.nachweis.benchmarks;

import com.mongodb.client.MongoClient;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
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

    /** With empty tables. */
    static EventStorageEngine jdbc(DataSource postgres) throws SQLException {
        try (Connection connection = postgres.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists DomainEventEntry");
            statement.execute("drop table if exists SnapshotEventEntry");
        }
        JdbcEventStorageEngine engine = JdbcEventStorageEngine.builder()
                .connectionProvider(postgres::getConnection)
                .transactionManager(NoTransactionManager.instance())
                .eventSerializer(serializer())
                .snapshotSerializer(serializer())
                .build();
        engine.createSchema(PostgresEventTableFactory.INSTANCE);
        return engine;
    }

    private static Serializer serializer() {
        return Jackson3Serializer.builder().build();
    }
}
