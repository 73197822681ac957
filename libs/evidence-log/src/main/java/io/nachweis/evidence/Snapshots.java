package io.nachweis.evidence;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import java.util.Optional;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * The latest snapshot of each stream. A shortcut and no evidence: it can be deleted at any time. Nothing in it is
 * sealed, so state with personal data must not be kept this way; the services here keep none.
 */
final class Snapshots {

    private final MongoCollection<Document> snapshots;

    Snapshots(MongoDatabase database) {
        this.snapshots = database.getCollection("snapshots");
    }

    void store(DomainEventMessage<?> snapshot, Serializer serializer) {
        SerializedObject<byte[]> payload = snapshot.serializePayload(serializer, byte[].class);
        SerializedObject<byte[]> meta = snapshot.serializeMetaData(serializer, byte[].class);
        Document document = new Document("_id", snapshot.getAggregateIdentifier())
                .append("sequence", snapshot.getSequenceNumber())
                .append("aggregate", snapshot.getType())
                .append("id", snapshot.getIdentifier())
                .append("recordedAt", InstantText.of(snapshot.getTimestamp()))
                .append("type", payload.getType().getName())
                .append("revision", payload.getType().getRevision())
                .append("data", new Binary(payload.getData()))
                .append("meta", new Binary(meta.getData()));
        Document notNewer = new Document("_id", snapshot.getAggregateIdentifier())
                .append("sequence", new Document("$lte", snapshot.getSequenceNumber()));
        try {
            snapshots.replaceOne(notNewer, document, new ReplaceOptions().upsert(true));
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
            // A newer one is there, and stays.
        }
    }

    Optional<GenericDomainEventEntry<byte[]>> find(String stream) {
        @Nullable Document found = snapshots.find(new Document("_id", stream)).first();
        return Optional.ofNullable(found)
                .map(snapshot -> new GenericDomainEventEntry<>(
                        snapshot.getString("aggregate"),
                        stream,
                        snapshot.getLong("sequence"),
                        snapshot.getString("id"),
                        snapshot.getString("recordedAt"),
                        snapshot.getString("type"),
                        snapshot.getString("revision"),
                        snapshot.get("data", Binary.class).getData(),
                        snapshot.get("meta", Binary.class).getData()));
    }
}
