package io.nachweis.personal;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.nachweis.embeddedmongo.EmbeddedMongo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A database on disk, asked through the real driver; empty before each test. */
final class KeyDatabase implements BeforeEachCallback, AfterAllCallback {

    private final Path folder = newFolder();
    private final EmbeddedMongo server = EmbeddedMongo.start(folder);
    private final MongoClient client = MongoClients.create(server.uri());
    private final MongoDatabase database = client.getDatabase("nachweis_newsletter_keys");

    MongoDatabase database() {
        return database;
    }

    /** Every document there is. */
    List<Document> everything() {
        List<Document> documents = new ArrayList<>();
        for (String name : database.listCollectionNames()) {
            database.getCollection(name).find().into(documents);
        }
        return documents;
    }

    /** Every byte of the data folder, once the server has thrown away what it no longer needs. */
    byte[] everyByte() {
        server.compact();
        var bytes = new ByteArrayOutputStream();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes.writeBytes(Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        for (String name : database.listCollectionNames()) {
            database.getCollection(name).deleteMany(new Document());
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        client.close();
        server.close();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("nachweis-keys");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
