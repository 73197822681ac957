package io.nachweis.starter.guard;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import org.bson.Document;
import org.bson.types.ObjectId;

/**
 * Takes about as long as doing what was asked for, where nothing is done: writes what waits for the disk as an event and
 * its key do, and leaves nothing behind.
 */
final class Decoys {

    private final MongoCollection<Document> decoys;

    Decoys(MongoDatabase database) {
        decoys = database.getCollection("decoys");
    }

    void write() {
        var decoy = new Document("_id", new ObjectId());
        decoys.insertOne(decoy);
        decoys.deleteOne(decoy);
    }
}
