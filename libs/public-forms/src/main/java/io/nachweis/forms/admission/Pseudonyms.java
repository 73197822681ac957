package io.nachweis.forms.admission;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keyed hashes under the service's own secret, so that what is counted can be compared and not read. */
final class Pseudonyms {

    private final SecretKeySpec key;

    Pseudonyms(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /** @param what keeps hashes for one use from passing for another */
    String of(String what, String... texts) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac(what, texts));
    }

    byte[] mac(String what, String... texts) {
        try {
            var mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            mac.update("nachweis/guard\n".getBytes(UTF_8));
            add(mac, what);
            for (String text : texts) {
                add(mac, text);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no HMAC-SHA-256", e);
        }
    }

    private static void add(Mac mac, String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).flip());
        mac.update(utf8);
    }
}
