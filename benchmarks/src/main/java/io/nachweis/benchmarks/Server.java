package io.nachweis.benchmarks;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.nachweis.embeddedmongo.EmbeddedMongo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** An embedded durable server with an empty folder of its own, and one client for all that use it. */
record Server(Path folder, EmbeddedMongo mongo, MongoClient client) implements AutoCloseable {

    static Server start() throws IOException {
        Path root = Path.of(System.getProperty("nachweis.home", "."), "benchmarks", "target");
        Files.createDirectories(root);
        Path folder = Files.createTempDirectory(root, "data");
        EmbeddedMongo mongo = EmbeddedMongo.start(folder);
        return new Server(folder, mongo, client(mongo.uri()));
    }

    static MongoClient client(String uri) {
        return MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(uri))
                .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                .build());
    }

    long bytes() throws IOException {
        long bytes = 0;
        for (Path file : files()) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
        mongo.close();
        for (Path file : files()) {
            Files.delete(file);
        }
        Files.delete(folder);
    }
}
