package io.nachweis.consent.status;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bson.Document;
import org.springframework.stereotype.Component;

/** How far this ledger has heard each service whose facts it takes down. */
@Component
public class Sources {

    /**
     * The last fact of a service that is on record here.
     *
     * @param position its place in that service's log
     */
    public record AsOf(long position, Instant recordedAt) {}

    private static final String POSITION = "position";
    private static final String RECORDED_AT = "recordedAt";

    private final MongoCollection<Document> sources;

    Sources(MongoDatabase database) {
        sources = database.getCollection("sources");
    }

    /** Call it after the fact is on record. A repeated or late call takes nothing back. */
    public void heard(String source, AsOf asOf) {
        sources.updateOne(
                Filters.eq(source),
                Updates.combine(
                        Updates.max(POSITION, asOf.position()), Updates.max(RECORDED_AT, Date.from(asOf.recordedAt()))),
                new UpdateOptions().upsert(true));
    }

    Map<String, AsOf> asOf() {
        Map<String, AsOf> bySource = new LinkedHashMap<>();
        for (Document source : sources.find().sort(Sorts.ascending("_id"))) {
            bySource.put(
                    source.getString("_id"),
                    new AsOf(
                            source.getLong(POSITION),
                            source.getDate(RECORDED_AT).toInstant()));
        }
        return bySource;
    }
}
