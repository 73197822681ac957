package io.nachweis.starter;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;

/**
 * The service's database as it is for the one user who may change a commit of the log: to erase, and for nothing else. It
 * is the service's own user where no other is named.
 */
public final class EraserDatabase implements AutoCloseable {

    private final MongoClient client;
    private final boolean isOwn;
    private final MongoDatabase database;

    private EraserDatabase(MongoClient client, boolean isOwn, String database) {
        this.client = client;
        this.isOwn = isOwn;
        this.database = client.getDatabase(database);
    }

    static EraserDatabase of(MongoClient shared, NachweisSettings settings) {
        String uri = settings.mongodbEraserUri();
        return uri == null
                ? new EraserDatabase(shared, false, settings.database())
                : new EraserDatabase(Mongo.connect(uri, settings.service()), true, settings.database());
    }

    public MongoDatabase database() {
        return database;
    }

    @Override
    public void close() {
        if (isOwn) {
            client.close();
        }
    }
}
