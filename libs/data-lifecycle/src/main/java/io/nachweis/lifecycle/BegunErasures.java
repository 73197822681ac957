package io.nachweis.lifecycle;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.Document;

/**
 * The ordered erasures of which keys may still exist: {@code {_id: <erasure>, ordered: true, waits?}}. Those that wait have
 * ended nothing yet, and say when they were ordered.
 */
class BegunErasures {

    private static final String ORDERED = "ordered";
    private static final String WAITS = "waits";

    record Waiting(UUID erasure, Instant orderedAt) {}

    private final MongoCollection<Document> begun;
    private volatile boolean hasNew;

    BegunErasures(MongoDatabase database) {
        this.begun = database.getCollection("erasures");
    }

    void putWaiting(Waiting waiting) {
        UUID erasure = waiting.erasure();
        put(erasure, document(erasure).append(WAITS, waiting.orderedAt().toString()));
    }

    void put(UUID erasure) {
        put(erasure, document(erasure));
    }

    private void put(UUID erasure, Document document) {
        begun.replaceOne(eq("_id", erasure.toString()), document, new ReplaceOptions().upsert(true));
        hasNew = true;
    }

    private static Document document(UUID erasure) {
        return new Document("_id", erasure.toString()).append(ORDERED, true);
    }

    /** Whether one was put here since {@link #all} was last called. */
    boolean hasNew() {
        return hasNew;
    }

    /** Those that have begun. */
    List<UUID> all() {
        hasNew = false;
        return begun.find(and(eq(ORDERED, true), exists(WAITS, false)))
                .map(BegunErasures::erasure)
                .into(new ArrayList<>());
    }

    List<Waiting> waiting() {
        return begun.find(and(eq(ORDERED, true), exists(WAITS)))
                .map(found -> new Waiting(erasure(found), Instant.parse(found.getString(WAITS))))
                .into(new ArrayList<>());
    }

    private static UUID erasure(Document document) {
        return UUID.fromString(document.getString("_id"));
    }

    void remove(UUID erasure) {
        begun.deleteOne(eq("_id", erasure.toString()));
    }
}
