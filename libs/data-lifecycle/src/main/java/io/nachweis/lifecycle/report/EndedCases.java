package io.nachweis.lifecycle.report;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import io.nachweis.starter.NextDue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.Optional;
import java.util.function.Consumer;
import org.bson.Document;

/**
 * What ended and is not reported yet: {@code {_id: <position>, controller, category, entry, day, at}}, where {@code at} is
 * when it is to be reported. Written in the order of the log, so whatever is here, everything before it was here too.
 */
class EndedCases {

    /** Before the first position. */
    static final long START = -1;

    private static final String CONTROLLER = "controller";
    private static final String AT = "at";

    /** @param day of its end, where the controller is */
    record EndedCase(long position, String controller, String category, String entry, LocalDate day) {}

    private final MongoCollection<Document> ended;
    private final NextDue next;

    EndedCases(MongoDatabase database) {
        ended = database.getCollection("ended-cases");
        ended.createIndex(Indexes.ascending(AT));
        ended.createIndex(Indexes.ascending(CONTROLLER, "_id"));
        next = NextDue.of(ended, AT);
    }

    void put(EndedCase each, Instant reportAt) {
        ended.replaceOne(
                eq("_id", each.position()),
                new Document("_id", each.position())
                        .append(CONTROLLER, each.controller())
                        .append("category", each.category())
                        .append("entry", each.entry())
                        .append("day", each.day().toString())
                        .append(AT, Date.from(reportAt)),
                new ReplaceOptions().upsert(true));
        next.expect(reportAt);
    }

    /** A controller of which something is to be reported. */
    Optional<String> due(Instant now) {
        return next.claim(
                now,
                () -> Optional.ofNullable(ended.find(lte(AT, Date.from(now))).first())
                        .map(each -> each.getString(CONTROLLER)));
    }

    Optional<EndedCase> first(String controller) {
        return Optional.ofNullable(inOrder(controller).first()).map(EndedCases::read);
    }

    /** Calls a visitor with those of a controller, in the order of the log, up to the first of a later day. */
    void through(LocalDate day, String controller, Consumer<EndedCase> visitor) {
        try (var all = inOrder(controller).cursor()) {
            while (all.hasNext()) {
                EndedCase each = read(all.next());
                if (each.day().isAfter(day)) {
                    return;
                }
                visitor.accept(each);
            }
        }
    }

    private FindIterable<Document> inOrder(String controller) {
        return ended.find(eq(CONTROLLER, controller)).sort(Sorts.ascending("_id"));
    }

    private static EndedCase read(Document each) {
        return new EndedCase(
                each.getLong("_id"),
                each.getString(CONTROLLER),
                each.getString("category"),
                each.getString("entry"),
                LocalDate.parse(each.getString("day")));
    }

    /** Nothing of the controller is reported before. */
    void putOff(String controller, Instant until) {
        ended.updateMany(and(eq(CONTROLLER, controller), lte(AT, Date.from(until))), Updates.set(AT, Date.from(until)));
        next.expect(until);
    }

    void removeThrough(long position, String controller) {
        ended.deleteMany(and(eq(CONTROLLER, controller), lte("_id", position)));
    }
}
