package io.nachweis.starter.sample;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.event.CommandListener;
import io.nachweis.embeddedmongo.EmbeddedMongo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.UUID;

/** One embedded server for the tests that need no more than a database of their own. */
public final class TestMongo {

    private static final EmbeddedMongo SERVER = start();
    private static final MongoClient CLIENT = MongoClients.create(SERVER.uri());

    private TestMongo() {}

    private static EmbeddedMongo start() {
        try {
            return EmbeddedMongo.start(Files.createTempDirectory("nachweis-test-mongo"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String uri() {
        return SERVER.uri();
    }

    /** Another one, whose commands are listened to. */
    public static MongoClient client(CommandListener listener) {
        return MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(SERVER.uri()))
                .addCommandListener(listener)
                .build());
    }

    public static MongoDatabase newDatabase() {
        return CLIENT.getDatabase("test_" + UUID.randomUUID().toString().substring(0, 8));
    }
}
