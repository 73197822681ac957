package io.nachweis.starter;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.bson.Document;

/**
 * When the first item of a work queue is due, as far as this process knows, so that the database need not be asked before.
 * What another process put there and left is found within {@link #SELDOM}.
 */
public final class NextDue {

    static final Duration SELDOM = Duration.ofSeconds(10);

    private final Supplier<Instant> first;
    private final LongSupplier nanos;
    private Instant at = Instant.MIN;
    private long askedAt;

    /** @param first when the first item is due that is in the queue; {@link Instant#MAX} where there is none */
    NextDue(Supplier<Instant> first, LongSupplier nanos) {
        this.first = first;
        this.nanos = nanos;
        this.askedAt = nanos.getAsLong();
    }

    /** @param field in which an item of the queue says when it is due; items without it do not wait */
    public static NextDue of(MongoCollection<Document> queue, String field) {
        return new NextDue(
                () -> {
                    Document first = queue.find(Filters.gte(field, Date.from(Instant.EPOCH)))
                            .projection(Projections.include(field))
                            .sort(Indexes.ascending(field))
                            .first();
                    return first == null ? Instant.MAX : first.getDate(field).toInstant();
                },
                System::nanoTime);
    }

    /** Call it after an item was written that is due then. */
    public synchronized void expect(Instant due) {
        if (due.isBefore(at)) {
            at = due;
        }
    }

    /** Takes what is due, by a claim that asks the database; nothing, unless something can be due. */
    public <T> Optional<T> claim(Instant now, Supplier<Optional<T>> claim) {
        if (!ask(now)) {
            return Optional.empty();
        }
        Instant next = now;
        try {
            Optional<T> claimed = claim.get();
            if (claimed.isEmpty()) {
                next = first.get();
            }
            return claimed;
        } finally {
            expect(next);
        }
    }

    /** What was expected until now is forgotten, and only what is expected meanwhile is not. */
    private synchronized boolean ask(Instant now) {
        long real = nanos.getAsLong();
        if (now.isBefore(at) && real - askedAt < SELDOM.toNanos()) {
            return false;
        }
        at = Instant.MAX;
        askedAt = real;
        return true;
    }
}
