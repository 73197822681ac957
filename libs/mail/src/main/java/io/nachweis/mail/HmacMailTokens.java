package io.nachweis.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * {@code base64url(version ‖ stream ‖ entry ‖ mac)}, 68 characters. Kind and controller are under the MAC and not in the
 * token, since who verifies one knows which it expects. 144 bits of HMAC-SHA-256 make the length a multiple of three,
 * so that a token has one spelling only.
 */
final class HmacMailTokens implements MailTokens {

    private static final byte VERSION = 1;
    private static final int MAC_BYTES = 18;
    private static final int BYTES = 1 + 2 * 2 * Long.BYTES + MAC_BYTES;

    private final SecretKeySpec key;

    HmacMailTokens(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    @Override
    public String issue(MailToken token) {
        var bytes = ByteBuffer.allocate(BYTES)
                .put(VERSION)
                .putLong(token.stream().getMostSignificantBits())
                .putLong(token.stream().getLeastSignificantBits())
                .putLong(token.entry().getMostSignificantBits())
                .putLong(token.entry().getLeastSignificantBits())
                .put(mac(token));
        return Base64.getUrlEncoder().encodeToString(bytes.array());
    }

    @Override
    public Optional<MailToken> verify(String token, String kind, String controller) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        if (bytes.length != BYTES || bytes[0] != VERSION) {
            return Optional.empty();
        }
        var ids = ByteBuffer.wrap(bytes).position(1);
        var claimed = new MailToken(
                kind, controller, new UUID(ids.getLong(), ids.getLong()), new UUID(ids.getLong(), ids.getLong()));
        byte[] mac = Arrays.copyOfRange(bytes, BYTES - MAC_BYTES, BYTES);
        return MessageDigest.isEqual(mac, mac(claimed)) ? Optional.of(claimed) : Optional.empty();
    }

    private byte[] mac(MailToken token) {
        try {
            var mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            mac.update(VERSION);
            for (String text : new String[] {token.kind(), token.controller()}) {
                byte[] utf8 = text.getBytes(UTF_8);
                mac.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).flip());
                mac.update(utf8);
            }
            for (UUID id : new UUID[] {token.stream(), token.entry()}) {
                mac.update(ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .flip());
            }
            return Arrays.copyOf(mac.doFinal(), MAC_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HMAC-SHA-256", e);
        }
    }
}
