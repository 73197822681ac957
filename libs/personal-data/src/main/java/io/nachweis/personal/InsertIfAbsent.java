package io.nachweis.personal;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import org.bson.Document;

/** Insert-if-absent: of all who insert a document with the same {@code _id}, one is first. */
final class InsertIfAbsent {

    private InsertIfAbsent() {}

    /** Whether this one was first. */
    static boolean into(MongoCollection<Document> collection, Document document) {
        try {
            collection.insertOne(document);
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }
}
