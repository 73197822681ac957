package io.nachweis.verifier;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nachweis.verifier.Json.JsonArray;
import io.nachweis.verifier.Json.JsonString;
import java.util.List;
import java.util.Optional;

/**
 * A personal component that is shown (RFC 9901 §4.2.1).
 *
 * @param digest what the leaf has of it
 */
record Disclosure(String digest, String name, Json value) {

    /**
     * Empty when it is not the base64url of {@code [salt, name, value]}.
     *
     * @throws UnreadableEvidence when the reader has read too much by now
     */
    static Optional<Disclosure> parse(String encoded, JsonReader reader) throws UnreadableEvidence {
        Optional<byte[]> json = Base64Url.decode(encoded);
        if (json.isEmpty()) {
            return Optional.empty();
        }
        try {
            return reader.read(json.get()) instanceof JsonArray(var parts) ? of(encoded, parts) : Optional.empty();
        } catch (UnreadableEvidence e) {
            e.unlessMalformed();
            return Optional.empty();
        }
    }

    private static Optional<Disclosure> of(String encoded, List<Json> parts) {
        return parts.size() == 3 && parts.get(0) instanceof JsonString && parts.get(1) instanceof JsonString(var name)
                ? Optional.of(new Disclosure(Base64Url.of(Sha256.of(encoded.getBytes(UTF_8))), name, parts.get(2)))
                : Optional.empty();
    }
}
