package io.nachweis.personal;

import static com.mongodb.ErrorCategory.DUPLICATE_KEY;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.InsertManyOptions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;

/** Insert-if-absent: of all who insert a document with the same {@code _id}, one is first. */
final class FirstInsert {

    private FirstInsert() {}

    /** Whether this one was first. */
    static boolean into(MongoCollection<Document> collection, Document document) {
        try {
            collection.insertOne(document);
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    /** Those of the documents that were not first; all others are stored now. */
    static Set<Document> lateOf(MongoCollection<Document> collection, List<Document> documents) {
        try {
            collection.insertMany(documents, new InsertManyOptions().ordered(false));
            return Set.of();
        } catch (MongoBulkWriteException e) {
            if (e.getWriteConcernError() != null
                    || e.getWriteErrors().stream().anyMatch(error -> error.getCategory() != DUPLICATE_KEY)) {
                throw e;
            }
            return e.getWriteErrors().stream()
                    .map(error -> documents.get(error.getIndex()))
                    .collect(Collectors.toSet());
        }
    }
}
