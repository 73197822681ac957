package io.nachweis.personal;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.nachweis.event.SubjectId;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.bson.Document;

/** Handles in MongoDB, beside the keys: {@code {_id: "<subject>/<kind>", handle}}. The first to insert decides. */
public final class MongoHandles implements Handles {

    private static final long WAIT_FOR_WINNER_NANOS = 3_000_000_000L;

    private final MongoCollection<Document> handles;

    public MongoHandles(MongoDatabase database) {
        handles = database.withReadConcern(ReadConcern.MAJORITY)
                .withReadPreference(ReadPreference.primary())
                .getCollection("handles");
    }

    @Override
    public UUID of(SubjectId subject, String kind) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < WAIT_FOR_WINNER_NANOS) {
            Optional<UUID> handle = find(subject, kind).or(() -> begin(subject, kind));
            if (handle.isPresent()) {
                return handle.get();
            }
            LockSupport.parkNanos(1_000_000);
        }
        throw new IllegalStateException("A handle that was made elsewhere does not become readable");
    }

    @Override
    public Optional<UUID> begin(SubjectId subject, String kind) {
        UUID handle = UUID.randomUUID();
        Document document = new Document("_id", id(subject, kind)).append("handle", handle.toString());
        return InsertIfAbsent.into(handles, document) ? Optional.of(handle) : Optional.empty();
    }

    @Override
    public Optional<UUID> find(SubjectId subject, String kind) {
        return Optional.ofNullable(handles.find(eq("_id", id(subject, kind))).first())
                .map(found -> UUID.fromString(found.getString("handle")));
    }

    @Override
    public void destroy(SubjectId subject, String kind, UUID handle) {
        handles.deleteOne(and(eq("_id", id(subject, kind)), eq("handle", handle.toString())));
    }

    /** A range of {@code _id}: '0' comes right after '/'. */
    @Override
    public void destroyAll(SubjectId subject) {
        handles.deleteMany(and(gte("_id", id(subject, "")), lt("_id", subject.value() + '0')));
    }

    private static String id(SubjectId subject, String kind) {
        if (subject.isErased()) {
            throw new IllegalArgumentException("An erased person has no handles");
        }
        return subject.value() + '/' + kind;
    }
}
