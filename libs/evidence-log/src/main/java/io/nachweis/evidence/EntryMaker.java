package io.nachweis.evidence;

import io.nachweis.personal.Disclosures;
import io.nachweis.personal.Disclosures.Split;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes the entry of an event: once, and with what is personal beside it. */
final class EntryMaker {

    private static final int NONCE_BYTES = 16;

    private final Disclosures disclosures;
    private final RandomGenerator random;

    EntryMaker(Disclosures disclosures) {
        this(disclosures, new SecureRandom());
    }

    EntryMaker(Disclosures disclosures, RandomGenerator random) {
        this.disclosures = disclosures;
        this.random = random;
    }

    NewEntry make(EventMessage<?> event, Serializer serializer) {
        SerializedObject<JsonNode> payload = event.serializePayload(serializer, JsonNode.class);
        ObjectNode leaf = JsonNodeFactory.instance.objectNode();
        leaf.put("id", event.getIdentifier());
        leaf.put("type", published(payload.getType()));
        if (event instanceof DomainEventMessage<?> domainEvent) {
            leaf.put("stream", domainEvent.getAggregateIdentifier());
            @Nullable String aggregate = domainEvent.getType();
            if (aggregate != null) {
                leaf.put("aggregate", aggregate);
            }
            leaf.put("sequence", domainEvent.getSequenceNumber());
        }
        leaf.put("recordedAt", InstantText.of(event.getTimestamp()));
        leaf.put("nonce", nonce());
        JsonNode meta = event.serializeMetaData(serializer, JsonNode.class).getData();
        if (!meta.isEmpty()) {
            leaf.set("meta", meta);
        }
        CanonicalJson.requireExact(payload.getData(), "/data");
        if (!(payload.getData() instanceof ObjectNode data)) {
            leaf.set("data", payload.getData());
            return new NewEntry(Leaf.of(leaf), List.of(), List.of());
        }
        Split split = disclosures.seal(event.getPayloadType(), data);
        leaf.set("data", split.leaf());
        if (!split.categories().isEmpty()) {
            leaf.put("_sd_alg", "sha-256");
            ObjectNode categories = leaf.putObject("categories");
            split.categories().forEach(categories::put);
        }
        return new NewEntry(Leaf.of(leaf), split.sealed(), split.pseudonyms());
    }

    /** The data with every personal component that can still be opened. */
    JsonNode open(StoredEntry entry) {
        return entry.leaf().data() instanceof ObjectNode data
                ? disclosures.open(data, entry.leaf().categories(), entry.sealed())
                : entry.leaf().data();
    }

    /** A Java name of ours would change with the code; those of the platform do not. */
    private static String published(SerializedType type) {
        String name = type.getName();
        if (type.getRevision() != null || !(EntryTypes.isPublishedName(name) || name.startsWith("java.lang."))) {
            throw new IllegalArgumentException(name + " is not a published name; events carry an @EntryType");
        }
        return name;
    }

    private String nonce() {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
