package io.nachweis.evidence;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * The bytes of an entry: canonical JSON, made once, stored as they are, hashed as they are. Whatever is read from an
 * entry is read from these bytes.
 */
final class Leaf {

    /** In the metadata: which request the entry comes from, a keyed hash of what its caller called it. */
    static final String REQUEST = "idempotencyKey";

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
        List<String> keys = new ArrayList<>(3);
        String stream = stream();
        Long sequence = sequence();
        if (stream != null && sequence != null) {
            keys.add(EntryKeys.ofStream(stream, sequence));
        }
        keys.add(EntryKeys.ofEvent(id()));
        if (json.path("meta").get(REQUEST) instanceof StringNode request) {
            keys.add(EntryKeys.ofRequest(request.stringValue()));
        }
        return keys;
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
