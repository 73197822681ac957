package io.nachweis.lifecycle;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.Document;

/** The ordered erasures that have begun, and of which keys may still exist: {@code {_id: <erasure>, ordered: true}}. */
class BegunErasures {

    private static final String ORDERED = "ordered";

    private final MongoCollection<Document> begun;
    private volatile boolean hasNew;

    BegunErasures(MongoDatabase database) {
        this.begun = database.getCollection("erasures");
    }

    void put(UUID erasure) {
        begun.replaceOne(
                eq("_id", erasure.toString()),
                new Document("_id", erasure.toString()).append(ORDERED, true),
                new ReplaceOptions().upsert(true));
        hasNew = true;
    }

    /** Whether one was put here since {@link #all} was last called. */
    boolean hasNew() {
        return hasNew;
    }

    List<UUID> all() {
        hasNew = false;
        return begun.find(eq(ORDERED, true))
                .map(found -> UUID.fromString(found.getString("_id")))
                .into(new ArrayList<>());
    }

    void remove(UUID erasure) {
        begun.deleteOne(eq("_id", erasure.toString()));
    }
}
