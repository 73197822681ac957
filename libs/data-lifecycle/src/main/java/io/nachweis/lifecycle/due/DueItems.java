package io.nachweis.lifecycle.due;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** {@code {_id: <entry>, controller, kind, stream, case?, at, tries?}}. Kept by a projection, so it can be made anew. */
public final class DueItems {

    private static final String CONTROLLER = "controller";
    private static final String KIND = "kind";
    private static final String STREAM = "stream";
    private static final String CASE = "case";
    private static final int MANY = 1_000;
    private static final Duration CLAIM = Duration.ofMinutes(1);
    private static final Duration FIRST_RETRY = Duration.ofMinutes(1);
    private static final Duration LONGEST_RETRY = Duration.ofHours(6);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final MongoCollection<Document> due;
    private final DueIndex index;

    DueItems(MongoDatabase database) {
        due = database.getCollection("due");
        index = new DueIndex(due, CLAIM, FIRST_RETRY, LONGEST_RETRY);
        due.createIndex(Indexes.ascending(CONTROLLER, DueIndex.AT, "_id"));
        due.createIndex(Indexes.ascending(STREAM, CONTROLLER, DueIndex.AT, "_id"));
    }

    /** In the place of an earlier time. */
    public void put(DueItem item) {
        due.updateOne(
                eq("_id", item.entry().toString()),
                combine(
                        set(CONTROLLER, item.controller()),
                        set(KIND, item.kind()),
                        set(STREAM, item.stream().toString()),
                        item.caseId() == null ? unset(CASE) : set(CASE, item.caseId()),
                        unset("tries"),
                        DueIndex.dueAt(item.at())),
                new UpdateOptions().upsert(true));
        index.expect(item.at());
    }

    /** To another time, if it is there. */
    public void move(UUID entry, Instant at) {
        due.updateOne(eq("_id", entry.toString()), DueIndex.dueAt(at));
        index.expect(at);
    }

    public void remove(UUID entry) {
        due.deleteOne(eq("_id", entry.toString()));
    }

    public void clear() {
        due.deleteMany(new Document());
    }

    /**
     * Those of a controller that are due before an instant, in the order of their times.
     *
     * @param after the place of the last one that was read; null to begin
     */
    public List<DueItem> before(String controller, Instant until, @Nullable DuePlace after, int most) {
        return read(eq(CONTROLLER, controller), until, after, most);
    }

    /** The same, only of those that are about these streams. */
    public List<DueItem> before(
            String controller, Collection<UUID> streams, Instant until, @Nullable DuePlace after, int most) {
        return read(
                and(in(STREAM, streams.stream().map(UUID::toString).toList()), eq(CONTROLLER, controller)),
                until,
                after,
                most);
    }

    private List<DueItem> read(Bson which, Instant until, @Nullable DuePlace after, int most) {
        return due.find(and(which, lt(DueIndex.AT, Date.from(until)), after(after)))
                .sort(Indexes.ascending(DueIndex.AT, "_id"))
                .limit(most)
                .map(DueItems::item)
                .into(new ArrayList<>());
    }

    private static Bson after(@Nullable DuePlace place) {
        if (place == null) {
            return Filters.empty();
        }
        Date at = Date.from(place.at());
        return and(
                gte(DueIndex.AT, at),
                or(gt(DueIndex.AT, at), gt("_id", place.entry().toString())));
    }

    /** Calls a visitor with each kind, and the time, of those of a controller that are due before an instant. */
    public void forEach(String controller, Instant until, BiConsumer<String, Instant> visitor) {
        due.find(and(eq(CONTROLLER, controller), lt(DueIndex.AT, Date.from(until))))
                .projection(Projections.include(KIND, DueIndex.AT))
                .sort(Indexes.ascending(DueIndex.AT, "_id"))
                .batchSize(MANY)
                .forEach(item -> visitor.accept(
                        item.getString(KIND), item.getDate(DueIndex.AT).toInstant()));
    }

    Optional<Claimed> claim(Instant now) {
        return index.claim(now).map(Claimed::new);
    }

    void done(Claimed claimed) {
        index.done(claimed.document);
    }

    void retryLater(Claimed claimed, Instant now) {
        index.retryLater(claimed.document, now);
    }

    /** What it has to wait for is there in seconds, unless there is an outage. */
    void lookAgain(Claimed claimed, Instant now) {
        index.retryLater(claimed.document, now, FIRST_WAIT, LONGEST_WAIT);
    }

    private static DueItem item(Document document) {
        return new DueItem(
                document.getString(CONTROLLER),
                document.getString(KIND),
                UUID.fromString(document.getString(STREAM)),
                UUID.fromString(document.getString("_id")),
                document.getDate(DueIndex.AT).toInstant(),
                document.getString(CASE));
    }

    record Claimed(Document document) {

        DueItem item() {
            return DueItems.item(document);
        }

        int tries() {
            return DueIndex.tries(document);
        }

        @Override
        public String toString() {
            return document.get(KIND) + " " + document.get("_id");
        }
    }
}
