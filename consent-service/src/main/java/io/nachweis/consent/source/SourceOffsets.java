package io.nachweis.consent.source;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The stored offset in the log of each source, to resume from after a restart. One that is too old costs a second look
 * and nothing else.
 */
@Component
class SourceOffsets {

    private static final String UP_TO = "upTo";
    private static final String AT = "at";

    private final MongoCollection<Document> sources;

    SourceOffsets(MongoDatabase database) {
        sources = database.getCollection("sources");
    }

    Progress progress(String source) {
        Document offset = sources.find(Filters.eq(source)).first();
        return offset == null || !offset.containsKey(UP_TO)
                ? new Progress(-1, null)
                : new Progress(
                        offset.getLong(UP_TO),
                        Optional.ofNullable(offset.getDate(AT))
                                .map(Date::toInstant)
                                .orElse(null));
    }

    void save(String source, long upTo, @Nullable Instant at) {
        sources.replaceOne(
                Filters.eq(source),
                new Document("_id", source).append(UP_TO, upTo).append(AT, at == null ? null : Date.from(at)),
                new ReplaceOptions().upsert(true));
    }
}
