package io.nachweis.mail;

import static io.nachweis.contracts.MacKey.part;

import io.nachweis.contracts.MacKey;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * {@code base64url(number ‖ stream ‖ entry ‖ mac)}, 68 characters. Kind and controller are under the MAC and not in the
 * token, since who verifies one knows which it expects. 144 bits of HMAC-SHA-256 make the length a multiple of three,
 * so that a token has one spelling only. The number is under the MAC too, and the first one that makes the token end in
 * a letter or digit: mail programs leave other characters out of a link that ends with them.
 */
final class HmacMailTokens implements MailTokens {

    private static final byte FIRST = 1;
    private static final int MAC_BYTES = 18;
    private static final int ID_BYTES = 2 * 2 * Long.BYTES;
    private static final int BYTES = 1 + ID_BYTES + MAC_BYTES;

    private final MacKey key;

    HmacMailTokens(byte[] key) {
        this.key = new MacKey(key);
    }

    @Override
    public String issue(MailToken token) {
        return IntStream.rangeClosed(FIRST, Byte.MAX_VALUE)
                .mapToObj(number -> text((byte) number, token))
                .filter(text -> Character.isLetterOrDigit(text.charAt(text.length() - 1)))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String secret(MailToken token) {
        return text(FIRST, token);
    }

    private String text(byte number, MailToken token) {
        var bytes = ByteBuffer.allocate(BYTES).put(number).put(ids(token)).put(mac(number, token));
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
        if (bytes.length != BYTES || bytes[0] < FIRST) {
            return Optional.empty();
        }
        var ids = ByteBuffer.wrap(bytes).position(1);
        var claimed = new MailToken(
                kind, controller, new UUID(ids.getLong(), ids.getLong()), new UUID(ids.getLong(), ids.getLong()));
        byte[] mac = Arrays.copyOfRange(bytes, BYTES - MAC_BYTES, BYTES);
        return MessageDigest.isEqual(mac, mac(bytes[0], claimed)) ? Optional.of(claimed) : Optional.empty();
    }

    private byte[] mac(byte number, MailToken token) {
        byte[] mac = key.mac(new byte[] {number}, part(token.kind()), part(token.controller()), ids(token));
        return Arrays.copyOf(mac, MAC_BYTES);
    }

    private static byte[] ids(MailToken token) {
        var ids = ByteBuffer.allocate(ID_BYTES);
        for (UUID id : new UUID[] {token.stream(), token.entry()}) {
            ids.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        }
        return ids.array();
    }
}
