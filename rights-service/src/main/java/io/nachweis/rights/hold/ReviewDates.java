package io.nachweis.rights.hold;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.springframework.stereotype.Component;

/** Until when each legal hold in force has to be reviewed: {@code {_id: <hold>, controller, dueAt}}. Kept by a projection. */
@Component
class ReviewDates {

    private static final String CONTROLLER = "controller";
    private static final String DUE_AT = "dueAt";

    private final MongoCollection<Document> reviews;

    ReviewDates(MongoDatabase database) {
        reviews = database.getCollection("reviews");
        reviews.createIndex(Indexes.ascending(CONTROLLER, DUE_AT));
    }

    void put(UUID hold, String controller, Instant dueAt) {
        reviews.replaceOne(
                eq("_id", hold.toString()),
                new Document("_id", hold.toString())
                        .append(CONTROLLER, controller)
                        .append(DUE_AT, Date.from(dueAt)),
                new ReplaceOptions().upsert(true));
    }

    /** When the one is due that is due first. */
    Optional<Instant> first(String controller) {
        return Optional.ofNullable(reviews.find(eq(CONTROLLER, controller))
                        .sort(Sorts.ascending(DUE_AT))
                        .first())
                .map(found -> found.getDate(DUE_AT).toInstant());
    }

    void remove(UUID hold) {
        reviews.deleteOne(eq("_id", hold.toString()));
    }

    void clear() {
        reviews.deleteMany(new Document());
    }
}
