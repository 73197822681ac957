package io.nachweis.newsletter.mail;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import io.nachweis.newsletter.decision.MailKind;
import io.nachweis.newsletter.link.Links.Target;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.springframework.stereotype.Component;

/**
 * {@code {_id: <message id>, kind, controller, subscription, signUp, due?, tries?, certain?}}, the last three of a mail
 * that waits; small, since a mail that is on record is no attempt any more.
 */
@Component
class MongoMailAttempts implements MailAttempts {

    private static final String KIND = "kind";
    private static final String CONTROLLER = "controller";
    private static final String SUBSCRIPTION = "subscription";
    private static final String SIGN_UP = "signUp";
    private static final String DUE = "due";
    private static final String TRIES = "tries";
    private static final String CERTAIN = "certain";

    private final MongoCollection<Document> attempts;

    MongoMailAttempts(MongoDatabase database) {
        attempts = database.getCollection("mail_attempts");
        attempts.createIndex(Indexes.ascending(SIGN_UP));
        attempts.createIndex(Indexes.ascending(DUE));
    }

    @Override
    public Map<String, Before> begin(Collection<Attempt> mails) {
        try {
            attempts.insertMany(
                    mails.stream().map(MongoMailAttempts::document).toList(), new InsertManyOptions().ordered(false));
            return Map.of();
        } catch (MongoBulkWriteException e) {
            if (e.getWriteConcernError() != null
                    || !e.getWriteErrors().stream()
                            .allMatch(error -> error.getCategory() == ErrorCategory.DUPLICATE_KEY)) {
                throw e;
            }
            List<Attempt> all = List.copyOf(mails);
            return before(e.getWriteErrors().stream()
                    .map(error -> all.get(error.getIndex()).messageId())
                    .toList());
        }
    }

    private Map<String, Before> before(List<String> messageIds) {
        var before = new HashMap<String, Before>();
        messageIds.forEach(id -> before.put(id, Before.PERHAPS_SENT));
        attempts.find(in("_id", messageIds)).forEach(found -> {
            if (found.get(DUE) != null) {
                before.put(found.getString("_id"), Before.WAITS);
            }
        });
        return before;
    }

    @Override
    public void end(Collection<String> messageIds) {
        if (!messageIds.isEmpty()) {
            attempts.deleteMany(in("_id", messageIds));
        }
    }

    @Override
    public void putOff(Waiting mail, Instant until) {
        attempts.updateOne(
                eq("_id", mail.attempt().messageId()),
                combine(set(DUE, Date.from(until)), set(TRIES, mail.tries()), set(CERTAIN, mail.certain())));
    }

    /** Taken, it counts as perhaps sent, until whoever took it says otherwise. */
    @Override
    public Optional<Waiting> take(Instant now, Instant again) {
        return Optional.ofNullable(attempts.findOneAndUpdate(
                        lte(DUE, Date.from(now)), combine(set(DUE, Date.from(again)), set(CERTAIN, false))))
                .map(found -> new Waiting(
                        new Attempt(
                                found.getString("_id"),
                                MailKind.valueOf(found.getString(KIND)),
                                found.getString(CONTROLLER),
                                new Target(
                                        UUID.fromString(found.getString(SUBSCRIPTION)),
                                        UUID.fromString(found.getString(SIGN_UP)))),
                        found.getBoolean(CERTAIN, false),
                        found.getInteger(TRIES, 0)));
    }

    @Override
    public void forget(UUID signUp) {
        attempts.deleteMany(eq(SIGN_UP, signUp.toString()));
    }

    private static Document document(Attempt mail) {
        return new Document("_id", mail.messageId())
                .append(KIND, mail.kind().name())
                .append(CONTROLLER, mail.controller())
                .append(SUBSCRIPTION, mail.target().subscription().toString())
                .append(SIGN_UP, mail.target().signUp().toString());
    }
}
