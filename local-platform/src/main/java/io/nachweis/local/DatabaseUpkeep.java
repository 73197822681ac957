package io.nachweis.local;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/** What an operator asks of the running platform's embedded database, which goes on serving meanwhile. */
final class DatabaseUpkeep {

    private DatabaseUpkeep() {}

    static void compact(Ports ports) {
        run(ports, "compact");
        System.out.println("The files of the database hold nothing of what was deleted or replaced before.");
    }

    static void verify(Ports ports) {
        run(ports, "validate");
        System.out.println("Every block of the database is as it was written.");
    }

    private static void run(Ports ports, String command) {
        MongoClientSettings settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(ports.mongoUri()))
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(3, TimeUnit.SECONDS))
                .build();
        try (MongoClient client = MongoClients.create(settings)) {
            client.getDatabase("admin").runCommand(new Document(command, 1));
        } catch (MongoTimeoutException e) {
            throw new CannotRun("No platform is running with its database at port " + ports.mongo() + ".");
        } catch (MongoCommandException e) {
            throw new CannotRun(e.getErrorMessage());
        }
    }
}
