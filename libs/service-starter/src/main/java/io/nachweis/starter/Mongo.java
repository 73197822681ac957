package io.nachweis.starter;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bson.Document;
import org.bson.UuidRepresentation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The client of a service: what it acknowledges a majority has on disk, and a dead server is noticed within 3 s. */
final class Mongo {

    private static final Logger log = LoggerFactory.getLogger(Mongo.class);

    private static final Duration PATIENCE_AT_START = Duration.ofSeconds(30);

    private Mongo() {}

    /** Connects, and waits a while for a server that starts at the same time. */
    static MongoClient connect(String uri, String service) {
        var client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .applicationName("nachweis-" + service)
                .uuidRepresentation(UuidRepresentation.STANDARD)
                .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                .readConcern(ReadConcern.MAJORITY)
                .readPreference(ReadPreference.primary())
                // A read that hangs and then finds nobody to ask again takes the sum of both.
                .applyToSocketSettings(
                        socket -> socket.connectTimeout(1, TimeUnit.SECONDS).readTimeout(1900, TimeUnit.MILLISECONDS))
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(900, TimeUnit.MILLISECONDS))
                .applyToConnectionPoolSettings(pool -> pool.maxWaitTime(900, TimeUnit.MILLISECONDS)
                        .maxConnectionIdleTime(5, TimeUnit.MINUTES)
                        .maxSize(50))
                .build());
        try {
            awaitAnswer(client);
            return client;
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    static void ping(MongoClient client) {
        client.getDatabase("admin").runCommand(new Document("ping", 1));
    }

    /** Whether something failed because the server did not answer. */
    static boolean isAway(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MongoException) {
                return Outage.isBehind(cause);
            }
        }
        return false;
    }

    private static void awaitAnswer(MongoClient client) {
        long deadline = System.nanoTime() + PATIENCE_AT_START.toNanos();
        for (boolean first = true; ; first = false) {
            try {
                ping(client);
                return;
            } catch (MongoException e) {
                if (System.nanoTime() - deadline > 0) {
                    throw e;
                }
                if (first) {
                    log.warn("MongoDB does not answer yet; waiting up to {}", PATIENCE_AT_START);
                }
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
        }
    }
}
