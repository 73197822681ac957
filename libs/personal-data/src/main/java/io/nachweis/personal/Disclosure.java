package io.nachweis.personal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** A named value with the salt that keeps it from being guessed from its digest (RFC 9901 §4.2.1). */
record Disclosure(String salt, String name, JsonNode value) {

    private static final int SALT_BYTES = 16;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    static Disclosure of(String name, JsonNode value) {
        return new Disclosure(base64url(RandomBytes.of(SALT_BYTES)), name, value);
    }

    /** The form the digest is taken of, and the form that is stored. */
    String encoded() {
        byte[] json = JSON.writeValueAsBytes(
                JsonNodeFactory.instance.arrayNode().add(salt).add(name).add(value));
        return base64url(json);
    }

    static Disclosure decode(String encoded) {
        try {
            JsonNode array = JSON.readTree(Base64.getUrlDecoder().decode(encoded));
            if (array.isArray() && array.size() == 3) {
                return new Disclosure(array.get(0).asString(), array.get(1).asString(), array.get(2));
            }
        } catch (IllegalArgumentException | JacksonException _) {
            // Neither base64url nor JSON: refused below like any other shape that is not ours.
        }
        throw new TamperedDisclosure("A disclosure is not an array of salt, name and value");
    }

    static String digest(String encoded) {
        try {
            return base64url(MessageDigest.getInstance("SHA-256").digest(encoded.getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static String base64url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
