package io.nachweis.forms.admission;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Signed timestamps of what was handed out, in a text that comes back and is stored nowhere: {@code base64url(version ‖
 * time ‖ random ‖ mac ‖ text)}. No two are the same. Kind, controller and what it is bound to are under the MAC only.
 */
public final class SignedTimestamps {

    private static final byte VERSION = 1;
    private static final int RANDOM_BYTES = 8;
    private static final int MAC_BYTES = 18;
    private static final int HEAD_BYTES = 1 + Long.BYTES + RANDOM_BYTES;
    private static final int LONGEST = 4096;

    private final Pseudonyms pseudonyms;
    private final SecureRandom random = new SecureRandom();

    SignedTimestamps(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    /** @param text can be read from the outside */
    public record SignedTimestamp(Instant at, String text) {}

    public String make(String kind, String controller, String boundTo, SignedTimestamp timestamp) {
        byte[] drawn = new byte[RANDOM_BYTES];
        random.nextBytes(drawn);
        byte[] head = ByteBuffer.allocate(HEAD_BYTES)
                .put(VERSION)
                .putLong(timestamp.at().toEpochMilli())
                .put(drawn)
                .array();
        byte[] text = timestamp.text().getBytes(UTF_8);
        var bytes = ByteBuffer.allocate(HEAD_BYTES + MAC_BYTES + text.length)
                .put(head)
                .put(mac(head, kind, controller, boundTo, timestamp.text()))
                .put(text);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** Empty unless this service made it for exactly this. */
    public Optional<SignedTimestamp> read(String timestamp, String kind, String controller, String boundTo) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(timestamp.length() > LONGEST ? "" : timestamp);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        if (bytes.length < HEAD_BYTES + MAC_BYTES || bytes[0] != VERSION) {
            return Optional.empty();
        }
        byte[] head = Arrays.copyOf(bytes, HEAD_BYTES);
        byte[] mac = Arrays.copyOfRange(bytes, HEAD_BYTES, HEAD_BYTES + MAC_BYTES);
        String text = new String(bytes, HEAD_BYTES + MAC_BYTES, bytes.length - HEAD_BYTES - MAC_BYTES, UTF_8);
        return MessageDigest.isEqual(mac, mac(head, kind, controller, boundTo, text))
                ? Optional.of(new SignedTimestamp(
                        Instant.ofEpochMilli(ByteBuffer.wrap(head).getLong(1)), text))
                : Optional.empty();
    }

    private byte[] mac(byte[] head, String kind, String controller, String boundTo, String text) {
        String encoded = Base64.getEncoder().encodeToString(head);
        return Arrays.copyOf(pseudonyms.mac("stamp", encoded, kind, controller, boundTo, text), MAC_BYTES);
    }
}
