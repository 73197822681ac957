package io.nachweis.local;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/** What an operator asks of the running platform's embedded database, which goes on serving meanwhile. */
final class DatabaseUpkeep {

    static final String COMPACT = "compact";

    private DatabaseUpkeep() {}

    /** @param data the folder of the platform */
    static void compact(Path data) {
        run(data, COMPACT);
        System.out.println("The files of the database hold nothing of what was deleted or replaced before.");
    }

    static void verify(Path data) {
        run(data, "validate");
        System.out.println("Every block of the database is as it was written.");
    }

    static void run(Path data, String command) {
        try (MongoClient client = connect(data)) {
            client.getDatabase("admin").runCommand(new Document(command, 1));
        } catch (MongoTimeoutException e) {
            throw new CannotRun("No platform of yours is running on " + data + ".");
        } catch (MongoCommandException e) {
            throw new CannotRun(e.getErrorMessage());
        }
    }

    /** To the database of the platform that runs on this folder, if one does. */
    static MongoClient connect(Path data) {
        return MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(
                        new ConnectionString(DataFolder.database(data).uri()))
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(3, TimeUnit.SECONDS))
                .build());
    }
}
