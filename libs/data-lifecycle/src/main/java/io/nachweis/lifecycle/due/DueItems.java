package io.nachweis.lifecycle.due;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.bson.Document;

/** {@code {_id: <entry>, kind, stream, at}}, indexed by {@code at}. Kept by a projection, so it can be made anew. */
public final class DueItems {

    private static final String KIND = "kind";
    private static final String STREAM = "stream";
    private static final String AT = "at";

    private final MongoCollection<Document> due;

    DueItems(MongoDatabase database) {
        due = database.getCollection("due");
        due.createIndex(Indexes.ascending(AT));
    }

    /** In the place of an earlier time. */
    public void put(DueItem item) {
        var document = new Document("_id", item.entry().toString())
                .append(KIND, item.kind())
                .append(STREAM, item.stream().toString())
                .append(AT, notBefore(item.at()));
        due.replaceOne(eq("_id", item.entry().toString()), document, new ReplaceOptions().upsert(true));
    }

    public void remove(UUID entry) {
        due.deleteOne(eq("_id", entry.toString()));
    }

    public void clear() {
        due.deleteMany(new Document());
    }

    /** Unless it has been put off since it was read. */
    void remove(DueItem item) {
        due.deleteOne(and(eq("_id", item.entry().toString()), eq(AT, notBefore(item.at()))));
    }

    /** The longest overdue first. */
    List<DueItem> until(Instant now, int atMost) {
        return due.find(lte(AT, Date.from(now)))
                .sort(Indexes.ascending(AT))
                .limit(atMost)
                .map(found -> new DueItem(
                        found.getString(KIND),
                        UUID.fromString(found.getString(STREAM)),
                        UUID.fromString(found.getString("_id")),
                        found.getDate(AT).toInstant()))
                .into(new ArrayList<>());
    }

    /** A date of MongoDB has milliseconds only; rounded down it would come before its time. */
    private static Date notBefore(Instant at) {
        Instant floor = at.truncatedTo(ChronoUnit.MILLIS);
        return Date.from(floor.equals(at) ? at : floor.plusMillis(1));
    }
}
