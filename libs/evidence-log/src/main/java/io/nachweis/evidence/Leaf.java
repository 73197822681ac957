package io.nachweis.evidence;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The bytes of an entry: canonical JSON, made once, stored as they are, hashed as they are. Whatever is read from an
 * entry is read from these bytes.
 */
final class Leaf {

    private static final byte[] LEAF_PREFIX = {0};

    private final byte[] bytes;
    private final ObjectNode json;

    private Leaf(byte[] bytes, ObjectNode json) {
        this.bytes = bytes;
        this.json = json;
    }

    static Leaf of(ObjectNode json) {
        return new Leaf(CanonicalJson.bytes(json), json);
    }

    static Leaf read(byte[] bytes) {
        return new Leaf(bytes, CanonicalJson.read(bytes));
    }

    byte[] bytes() {
        return bytes;
    }

    /** The hash of a leaf in a Merkle tree: SHA-256(0x00 ‖ bytes), lower-case hexadecimal (RFC 9162 §2.1.1). */
    String hash() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(LEAF_PREFIX);
            return HexFormat.of().formatHex(sha256.digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    String id() {
        return text("id");
    }

    String type() {
        return text("type");
    }

    @Nullable
    String stream() {
        return optionalText("stream");
    }

    /** The type of the stream's aggregate. */
    @Nullable
    String aggregate() {
        return optionalText("aggregate");
    }

    @Nullable
    Long sequence() {
        JsonNode sequence = json.get("sequence");
        return sequence == null ? null : sequence.longValue();
    }

    /** What may stand in the log only once. */
    List<String> keys() {
        String stream = stream();
        Long sequence = sequence();
        String event = EntryKeys.ofEvent(id());
        return stream == null || sequence == null
                ? List.of(event)
                : List.of(EntryKeys.ofStream(stream, sequence), event);
    }

    String recordedAtText() {
        return text("recordedAt");
    }

    Instant recordedAt() {
        return Instant.parse(recordedAtText());
    }

    JsonNode data() {
        return json.path("data");
    }

    /** The category of each personal component, also of those that can no longer be read. */
    Map<String, String> categories() {
        Map<String, String> categories = new TreeMap<>();
        json.path("categories").forEachEntry((name, category) -> categories.put(name, category.stringValue()));
        return categories;
    }

    /** What accompanied the event; empty if nothing did. */
    JsonNode meta() {
        return json.has("meta") ? json.path("meta") : json.objectNode();
    }

    private String text(String member) {
        String text = optionalText(member);
        if (text == null) {
            throw new BrokenLog("An entry has no " + member);
        }
        return text;
    }

    private @Nullable String optionalText(String member) {
        JsonNode node = json.get(member);
        return node == null ? null : node.stringValue();
    }

    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
