package io.nachweis.starter.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;

/** Names for requests and for their contents, of which only the service can say what they stand for. */
final class Fingerprints {

    private static final String HMAC = "HmacSHA256";

    private final SecretKeySpec key;
    private final JsonMapper json;

    /** @param secret used for something else too; the key is derived from it */
    Fingerprints(byte[] secret, JsonMapper json) {
        this.key = new SecretKeySpec(mac(new SecretKeySpec(secret, HMAC), "idempotency-key".getBytes(UTF_8)), HMAC);
        this.json = json;
    }

    /** Of a request: who may call it so, where, and what it is called. */
    String id(String caller, String method, String path, IdempotencyKey name) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(mac(
                        key,
                        caller.getBytes(UTF_8),
                        method.getBytes(UTF_8),
                        path.getBytes(UTF_8),
                        name.value().getBytes(UTF_8)));
    }

    /** Of what came with it; different for each request, also when the same was sent. */
    byte[] ofContent(String id, Object content) {
        return mac(key, id.getBytes(UTF_8), json.writeValueAsBytes(content));
    }

    private static byte[] mac(SecretKeySpec key, byte[]... parts) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(key);
            for (byte[] part : parts) {
                mac.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HMAC-SHA-256", e);
        }
    }
}
