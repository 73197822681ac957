package io.nachweis.lead.retention;

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
import org.springframework.stereotype.Component;

/** {@code {_id: <download or enquiry>, what, at}}, indexed by {@code at}. */
@Component
class MongoDueItems implements DueItems {

    private static final String AT = "at";
    private static final String WHAT = "what";

    private final MongoCollection<Document> due;

    MongoDueItems(MongoDatabase database) {
        due = database.getCollection("due");
        due.createIndex(Indexes.ascending(AT));
    }

    @Override
    public void put(DueItem item) {
        var document = new Document("_id", item.id().toString())
                .append(WHAT, item.what().name())
                .append(AT, notBefore(item.at()));
        due.replaceOne(eq("_id", item.id().toString()), document, new ReplaceOptions().upsert(true));
    }

    @Override
    public void remove(UUID id) {
        due.deleteOne(eq("_id", id.toString()));
    }

    @Override
    public void remove(DueItem item) {
        due.deleteOne(and(eq("_id", item.id().toString()), eq(AT, notBefore(item.at()))));
    }

    @Override
    public void clear() {
        due.deleteMany(new Document());
    }

    @Override
    public List<DueItem> until(Instant now, int atMost) {
        return due.find(lte(AT, Date.from(now)))
                .sort(Indexes.ascending(AT))
                .limit(atMost)
                .map(found -> new DueItem(
                        What.valueOf(found.getString(WHAT)),
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
