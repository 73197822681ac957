package io.nachweis.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nachweis.verifier.Json.JsonArray;
import io.nachweis.verifier.Json.JsonInteger;
import io.nachweis.verifier.Json.JsonObject;
import io.nachweis.verifier.Json.JsonString;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a leaf says, as the section "A leaf" of {@code docs/format.md} has it. Members that are not known are passed over. */
record Leaf(
        String id,
        String type,
        Optional<String> stream,
        long sequence,
        String recordedAt,
        Map<String, Json> data,
        Set<String> digests,
        Map<String, String> categories) {

    private static final String DIGESTS = "_sd";
    private static final String TEXT_PUBLISHED = "text.published.v1";
    private static final int NONCE_BYTES = 16;
    private static final int SHA_256_BYTES = 32;

    /** A leaf has something in it that is not as it has to be. */
    static final class MalformedLeaf extends Exception {
        private static final long serialVersionUID = 1L;
    }

    static Leaf of(Json json) throws MalformedLeaf {
        if (!(json instanceof JsonObject(var members))) {
            throw new MalformedLeaf();
        }
        require(Base64Url.decode(text(members, "nonce"))
                .filter(nonce -> nonce.length == NONCE_BYTES)
                .isPresent());
        String recordedAt = text(members, "recordedAt");
        require(Instants.isWritten(recordedAt));
        require(members.containsKey("stream") == members.containsKey("sequence"));
        Map<String, Json> data = new LinkedHashMap<>(data(members));
        Set<String> digests = digests(data.remove(DIGESTS));
        Map<String, String> categories = categories(members.get("categories"));
        require(digests.size() == categories.size());
        require(
                digests.isEmpty()
                        ? !members.containsKey("_sd_alg")
                        : text(members, "_sd_alg").equals("sha-256"));
        return new Leaf(
                text(members, "id"),
                text(members, "type"),
                members.containsKey("stream") ? Optional.of(text(members, "stream")) : Optional.empty(),
                sequence(members.get("sequence")),
                recordedAt,
                data,
                digests,
                categories);
    }

    private static Map<String, Json> data(Map<String, Json> members) {
        return members.get("data") instanceof JsonObject(var data) ? data : Map.of();
    }

    private static long sequence(@Nullable Json sequence) throws MalformedLeaf {
        if (sequence == null) {
            return 0;
        }
        if (sequence instanceof JsonInteger(var number) && number >= 0) {
            return number;
        }
        throw new MalformedLeaf();
    }

    private static Set<String> digests(@Nullable Json sd) throws MalformedLeaf {
        Set<String> digests = new LinkedHashSet<>();
        if (sd == null) {
            return digests;
        }
        require(sd instanceof JsonArray(var some) && !some.isEmpty());
        String before = "";
        for (Json element : sd instanceof JsonArray(var elements) ? elements : List.<Json>of()) {
            require(element instanceof JsonString);
            String digest = element instanceof JsonString(var text) ? text : "";
            require(Base64Url.decode(digest)
                    .filter(bytes -> bytes.length == SHA_256_BYTES)
                    .isPresent());
            require(before.compareTo(digest) < 0);
            digests.add(digest);
            before = digest;
        }
        return digests;
    }

    private static Map<String, String> categories(@Nullable Json json) throws MalformedLeaf {
        Map<String, String> categories = new LinkedHashMap<>();
        if (json == null) {
            return categories;
        }
        if (!(json instanceof JsonObject(var members)) || members.isEmpty()) {
            throw new MalformedLeaf();
        }
        for (String name : members.keySet()) {
            categories.put(name, text(members, name));
        }
        return categories;
    }

    private static String text(Map<String, Json> members, String name) throws MalformedLeaf {
        if (members.get(name) instanceof JsonString(var text) && !text.isEmpty()) {
            return text;
        }
        throw new MalformedLeaf();
    }

    private static void require(boolean condition) throws MalformedLeaf {
        if (!condition) {
            throw new MalformedLeaf();
        }
    }

    /** Who decided about the data, where the entry says so. */
    Optional<String> controller() {
        return data.get("controller") instanceof JsonString(var id) ? Optional.of(id) : Optional.empty();
    }

    /** The text that the entry puts on record, if it is such an entry. */
    Optional<String> publishedText() {
        return type.equals(TEXT_PUBLISHED) && data.get("text") instanceof JsonString(var text)
                ? Optional.of(text)
                : Optional.empty();
    }

    /** Whether the text that it puts on record has the hash that it gives it. */
    boolean isTextGenuine() {
        return !type.equals(TEXT_PUBLISHED)
                || publishedText()
                        .filter(text -> new JsonString(Sha256.hex(text.getBytes(UTF_8))).equals(data.get("sha256")))
                        .isPresent();
    }

    /** The hashes of the texts that it names: of a template, a mail as sent, wordings. Each once. */
    Collection<String> namedTexts() {
        List<@Nullable Json> named = new ArrayList<>();
        named.add(data.get("textSha256"));
        named.add(data.get("contentSha256"));
        named.add(data.get("wordingSha256"));
        if (data.get("wordings") instanceof JsonArray(var wordings)) {
            for (Json wording : wordings) {
                named.add(wording instanceof JsonObject(var members) ? members.get("sha256") : null);
            }
        }
        Set<String> hashes = new LinkedHashSet<>();
        for (@Nullable Json hash : named) {
            if (hash instanceof JsonString(var text)) {
                hashes.add(text);
            }
        }
        return hashes;
    }
}
