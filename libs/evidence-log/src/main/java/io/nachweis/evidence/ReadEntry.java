package io.nachweis.evidence;

import java.time.Instant;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.SerializedMetaData;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An entry as Axon reads it: opened, and not yet upcast. Its token is its position. */
sealed interface ReadEntry extends TrackedEventData<JsonNode> {

    long position();

    Leaf leaf();

    JsonNode data();

    /** An entry outside of any stream. */
    record OfNoStream(long position, Leaf leaf, JsonNode data) implements ReadEntry {}

    record OfStream(long position, Leaf leaf, JsonNode data, String stream, long sequence)
            implements ReadEntry, DomainEventData<JsonNode> {

        @Override
        public @Nullable String getType() {
            return leaf.aggregate();
        }

        @Override
        public String getAggregateIdentifier() {
            return stream;
        }

        @Override
        public long getSequenceNumber() {
            return sequence;
        }
    }

    static ReadEntry of(StoredEntry entry, JsonNode data) {
        @Nullable String stream = entry.leaf().stream();
        @Nullable Long sequence = entry.leaf().sequence();
        return stream == null || sequence == null
                ? new OfNoStream(entry.position(), entry.leaf(), data)
                : new OfStream(entry.position(), entry.leaf(), data, stream, sequence);
    }

    @Override
    default TrackingToken trackingToken() {
        return new GlobalSequenceTrackingToken(position());
    }

    @Override
    default String getEventIdentifier() {
        return leaf().id();
    }

    @Override
    default Instant getTimestamp() {
        return leaf().recordedAt();
    }

    @Override
    default SerializedObject<JsonNode> getMetaData() {
        return new SerializedMetaData<>(leaf().meta(), JsonNode.class);
    }

    @Override
    default SerializedObject<JsonNode> getPayload() {
        return new SimpleSerializedObject<>(data(), JsonNode.class, leaf().type(), null);
    }
}
