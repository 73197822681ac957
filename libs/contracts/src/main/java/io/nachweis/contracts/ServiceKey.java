package io.nachweis.contracts;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.crypto.tink.subtle.Ed25519Verify;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A public key (Ed25519) that what one service signed is verified with: its facts, or its calls of other services.
 *
 * @param source the only one it speaks for, such as {@code /newsletter}
 * @param x its 32 bytes in base64url, as in a JSON Web Key (RFC 8037)
 */
public record ServiceKey(String source, String x) {

    private static final int BYTES = 32;

    public ServiceKey {
        if (Base64.getUrlDecoder().decode(x).length != BYTES) {
            throw new IllegalArgumentException("Not a public key of Ed25519");
        }
    }

    public static ServiceKey of(String source, byte[] publicKey) {
        return new ServiceKey(source, Base64.getUrlEncoder().withoutPadding().encodeToString(publicKey));
    }

    /** The JWK thumbprint (RFC 7638), by which what it signed names the key. */
    public String kid() {
        try {
            byte[] members = ("{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x + "\"}").getBytes(US_ASCII);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(members));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** @param signature in base64url */
    public boolean verifies(byte[] signed, String signature) {
        try {
            new Ed25519Verify(Base64.getUrlDecoder().decode(x))
                    .verify(Base64.getUrlDecoder().decode(signature), signed);
            return true;
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return false;
        }
    }
}
