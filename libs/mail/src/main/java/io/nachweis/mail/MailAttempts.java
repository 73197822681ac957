package io.nachweis.mail;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import io.nachweis.mail.Delivery.Cause;
import io.nachweis.starter.NextDue;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Which mails we have begun to send and not yet put on record: after a crash, those may have gone out. Some of them wait
 * here until their server wants to hear of them again. {@code {_id: <message id>, kind, controller, stream, entry, due?,
 * tries?, certain?, cause?}}, the last four of a mail that waits; small, since a mail that is on record is no attempt any
 * more.
 */
public final class MailAttempts {

    /** What became of a mail that was begun before. */
    public enum Before {
        PERHAPS_SENT,
        WAITS
    }

    /** @param tries how often its server has put it off */
    public record DeferredMail(MailAttempt attempt, boolean certain, int tries) {}

    private static final String KIND = "kind";
    private static final String CONTROLLER = "controller";
    private static final String STREAM = "stream";
    private static final String ENTRY = "entry";
    private static final String DUE = "due";
    private static final String TRIES = "tries";
    private static final String CERTAIN = "certain";
    private static final String CAUSE = "cause";

    private final MongoCollection<Document> attempts;
    private final NextDue next;

    MailAttempts(MongoDatabase database) {
        attempts = database.getCollection("mail_attempts");
        next = NextDue.of(attempts, DUE);
        attempts.createIndex(Indexes.ascending(ENTRY));
        attempts.createIndex(Indexes.ascending(DUE));
        attempts.createIndex(Indexes.ascending(CAUSE));
    }

    /** Begins all of them, and tells which of them were begun before. */
    public Map<String, Before> begin(Collection<MailAttempt> mails) {
        try {
            attempts.insertMany(
                    mails.stream().map(MailAttempts::document).toList(), new InsertManyOptions().ordered(false));
            return Map.of();
        } catch (MongoBulkWriteException e) {
            if (e.getWriteConcernError() != null
                    || !e.getWriteErrors().stream()
                            .allMatch(error -> error.getCategory() == ErrorCategory.DUPLICATE_KEY)) {
                throw e;
            }
            List<MailAttempt> all = List.copyOf(mails);
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

    /** These mails are on record, or certainly did not go out. */
    public void end(Collection<String> messageIds) {
        if (!messageIds.isEmpty()) {
            attempts.deleteMany(in("_id", messageIds));
        }
    }

    /** This mail did not go out now, and waits. */
    public void putOff(DeferredMail mail, Instant until) {
        putOff(mail, until, null);
    }

    /** @param cause what its server said; null where it was not asked */
    void putOff(DeferredMail mail, Instant until, @Nullable Cause cause) {
        attempts.updateOne(
                eq("_id", mail.attempt().messageId()),
                combine(
                        set(DUE, Date.from(until)),
                        set(TRIES, mail.tries()),
                        set(CERTAIN, mail.certain()),
                        cause == null ? unset(CAUSE) : set(CAUSE, cause.name())));
        next.expect(until);
    }

    /** How many wait since their server said so. */
    long waiting(Cause cause) {
        return attempts.countDocuments(eq(CAUSE, cause.name()));
    }

    /**
     * One whose time has come, for whoever asks first; it comes again at that time unless it is ended before. Taken, it
     * counts as perhaps sent, until whoever took it says otherwise.
     */
    public Optional<DeferredMail> take(Instant now, Instant again) {
        return next.claim(now, () -> takeOne(now, again));
    }

    private Optional<DeferredMail> takeOne(Instant now, Instant again) {
        return Optional.ofNullable(attempts.findOneAndUpdate(
                        lte(DUE, Date.from(now)), combine(set(DUE, Date.from(again)), set(CERTAIN, false))))
                .map(found -> new DeferredMail(
                        new MailAttempt(
                                found.getString("_id"),
                                found.getString(KIND),
                                found.getString(CONTROLLER),
                                UUID.fromString(found.getString(STREAM)),
                                UUID.fromString(found.getString(ENTRY))),
                        found.getBoolean(CERTAIN, false),
                        found.getInteger(TRIES, 0)));
    }

    /** Nothing more is sent about this. */
    public void forget(UUID entry) {
        attempts.deleteMany(eq(ENTRY, entry.toString()));
    }

    private static Document document(MailAttempt mail) {
        return new Document("_id", mail.messageId())
                .append(KIND, mail.kind())
                .append(CONTROLLER, mail.controller())
                .append(STREAM, mail.stream().toString())
                .append(ENTRY, mail.entry().toString());
    }
}
