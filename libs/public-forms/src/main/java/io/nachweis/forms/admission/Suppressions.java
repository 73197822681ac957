package io.nachweis.forms.admission;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import io.nachweis.event.EmailAddress;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;

/**
 * Mailboxes whose reader said "this was not me": until the policy's time is over the controller's forms send them
 * nothing. {@code {_id: <what was denied>, mailbox: <keyed hash>, until}}; whoever did not mean it can take it back.
 */
public final class Suppressions {

    private static final String MAILBOX = "mailbox";
    private static final String UNTIL = "until";

    private final MongoCollection<Document> suppressions;
    private final Pseudonyms pseudonyms;

    Suppressions(MongoDatabase database, Pseudonyms pseudonyms) {
        this.suppressions = database.getCollection("suppressions");
        this.pseudonyms = pseudonyms;
        suppressions.createIndex(Indexes.ascending(MAILBOX));
        suppressions.createIndex(Indexes.ascending(UNTIL));
    }

    /** @param cause what was denied, such as a sign-up */
    public void add(String cause, String controller, EmailAddress address, Instant until) {
        var suppression = new Document("_id", cause)
                .append(MAILBOX, mailbox(controller, address))
                .append(UNTIL, Date.from(until));
        suppressions.replaceOne(eq("_id", cause), suppression, new ReplaceOptions().upsert(true));
    }

    public void lift(String cause) {
        suppressions.deleteOne(eq("_id", cause));
    }

    /** Also what else was denied at its mailbox. */
    public void liftAll(String cause) {
        Document known = suppressions.find(eq("_id", cause)).first();
        if (known != null) {
            suppressions.deleteMany(eq(MAILBOX, known.getString(MAILBOX)));
        }
    }

    /** Until when mails are kept away for this cause; empty once they are not. */
    public Optional<Instant> until(String cause, Instant now) {
        return Optional.ofNullable(suppressions
                        .find(and(eq("_id", cause), gt(UNTIL, Date.from(now))))
                        .first())
                .map(known -> known.getDate(UNTIL).toInstant());
    }

    public boolean covers(String controller, EmailAddress address, Instant now) {
        return suppressions
                        .find(and(eq(MAILBOX, mailbox(controller, address)), gt(UNTIL, Date.from(now))))
                        .first()
                != null;
    }

    void forgetUntil(Instant now) {
        suppressions.deleteMany(lte(UNTIL, Date.from(now)));
    }

    private String mailbox(String controller, EmailAddress address) {
        return pseudonyms.of("suppression", controller, CanonicalMailbox.of(address));
    }
}
