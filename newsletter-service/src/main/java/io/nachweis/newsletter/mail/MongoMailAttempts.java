package io.nachweis.newsletter.mail;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import java.util.UUID;
import org.bson.Document;
import org.springframework.stereotype.Component;

/** {@code {_id: <message id>, signUp}}; small, since a mail that is on record is no attempt any more. */
@Component
class MongoMailAttempts implements MailAttempts {

    private static final String SIGN_UP = "signUp";

    private final MongoCollection<Document> attempts;

    MongoMailAttempts(MongoDatabase database) {
        attempts = database.getCollection("mail_attempts");
        attempts.createIndex(Indexes.ascending(SIGN_UP));
    }

    @Override
    public boolean begin(String messageId, UUID signUp) {
        try {
            attempts.insertOne(new Document("_id", messageId).append(SIGN_UP, signUp.toString()));
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void end(String messageId) {
        attempts.deleteOne(eq("_id", messageId));
    }

    @Override
    public void forget(UUID signUp) {
        attempts.deleteMany(eq(SIGN_UP, signUp.toString()));
    }
}
