package io.nachweis.lifecycle.due;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.UpdateOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;

/** {@code {_id: <entry>, kind, stream, case?, at, tries?}}. Kept by a projection, so it can be made anew. */
public final class DueItems {

    private static final String KIND = "kind";
    private static final String STREAM = "stream";
    private static final String CASE = "case";
    private static final Duration CLAIM = Duration.ofMinutes(1);
    private static final Duration FIRST_RETRY = Duration.ofMinutes(1);
    private static final Duration LONGEST_RETRY = Duration.ofHours(6);

    private final MongoCollection<Document> due;
    private final DueIndex index;

    DueItems(MongoDatabase database) {
        due = database.getCollection("due");
        index = new DueIndex(due, CLAIM, FIRST_RETRY, LONGEST_RETRY);
    }

    /** In the place of an earlier time. */
    public void put(DueItem item) {
        due.updateOne(
                eq("_id", item.entry().toString()),
                combine(
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

    Optional<Claimed> claim(Instant now) {
        return index.claim(now).map(Claimed::new);
    }

    void done(Claimed claimed) {
        index.done(claimed.document);
    }

    void retryLater(Claimed claimed, Instant now) {
        index.retryLater(claimed.document, now);
    }

    record Claimed(Document document) {

        DueItem item() {
            return new DueItem(
                    document.getString(KIND),
                    UUID.fromString(document.getString(STREAM)),
                    UUID.fromString(document.getString("_id")),
                    document.getDate(DueIndex.AT).toInstant(),
                    document.getString(CASE));
        }

        @Override
        public String toString() {
            return document.get(KIND) + " " + document.get("_id");
        }
    }
}
