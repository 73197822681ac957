package io.nachweis.lifecycle.due;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import io.nachweis.starter.NextDue;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * A work queue with claims and exponential back-off in MongoDB, ordered by time: {@code {…, at, tries?}}, and what else
 * its user keeps there. Whoever claims an item moves its time on, so that nobody else has it meanwhile and a crash loses
 * nothing; what fails moves it further. So an item that fails for good, or any number of them, holds up no other.
 */
public final class DueIndex {

    /** When it is due, or tried again. Only {@link #dueAt} writes it. */
    public static final String AT = "at";

    private static final String TRIES = "tries";
    private static final int MOST_DOUBLINGS = 30;

    private final MongoCollection<Document> items;
    private final Duration claim;
    private final Duration firstRetry;
    private final Duration longestRetry;
    private final NextDue next;

    /** @param claim how long a claimed item is left alone; longer than it usually takes */
    public DueIndex(MongoCollection<Document> items, Duration claim, Duration firstRetry, Duration longestRetry) {
        this.items = items;
        this.claim = claim;
        this.firstRetry = firstRetry;
        this.longestRetry = longestRetry;
        next = NextDue.of(items, AT);
        items.createIndex(Indexes.ascending(AT));
    }

    /** The update by which an item is due then. */
    public static Bson dueAt(Instant at) {
        return set(AT, notBefore(at));
    }

    /** Call it after an item was written that is due then: what nobody expects is found some seconds later. */
    public void expect(Instant at) {
        next.expect(at);
    }

    /** The one that has been due longest, for whoever asks first; it comes again unless it is {@link #done}. */
    public Optional<Document> claim(Instant now) {
        return next.claim(now, () -> claim(Filters.empty(), now));
    }

    /** The same among some of the items. */
    public Optional<Document> claim(Bson which, Instant now) {
        Optional<Document> claimed = Optional.ofNullable(items.findOneAndUpdate(
                and(lte(AT, Date.from(now)), which),
                combine(dueAt(now.plus(claim)), inc(TRIES, 1)),
                new FindOneAndUpdateOptions().sort(Indexes.ascending(AT)).returnDocument(ReturnDocument.AFTER)));
        claimed.ifPresent(item -> next.expect(item.getDate(AT).toInstant()));
        return claimed;
    }

    /** Removes it, unless another time was set since it was claimed. */
    public void done(Document claimed) {
        items.deleteOne(asClaimed(claimed));
    }

    /** It failed, and waits longer each time that it does; unless another time was set since it was claimed. */
    public void retryLater(Document claimed, Instant now) {
        retryLater(claimed, now, firstRetry, longestRetry);
    }

    /** The same with other times to wait. */
    void retryLater(Document claimed, Instant now, Duration first, Duration longest) {
        long doublings = Math.min(tries(claimed) - 1, MOST_DOUBLINGS);
        Duration wait = first.multipliedBy(1L << doublings);
        Instant again = now.plus(wait.compareTo(longest) < 0 ? wait : longest);
        items.updateOne(asClaimed(claimed), dueAt(again));
        next.expect(again);
    }

    /** How often it was claimed since it was written. */
    static int tries(Document claimed) {
        return claimed.getInteger(TRIES);
    }

    private static Bson asClaimed(Document claimed) {
        return and(eq("_id", claimed.get("_id")), eq(AT, claimed.getDate(AT)));
    }

    /** A date of MongoDB has milliseconds only; rounded down it would come before its time. */
    private static Date notBefore(Instant at) {
        Instant floor = at.truncatedTo(ChronoUnit.MILLIS);
        return Date.from(floor.equals(at) ? at : floor.plusMillis(1));
    }
}
