package io.nachweis.contracts;

import com.google.crypto.tink.subtle.Ed25519Sign;
import java.security.GeneralSecurityException;
import java.util.Base64;

/** A private key (Ed25519) that a service signs with, and that nobody else has. */
public final class SigningKey {

    private final ServiceKey publicKey;
    private final Ed25519Sign key;

    private SigningKey(ServiceKey publicKey, Ed25519Sign key) {
        this.publicKey = publicKey;
        this.key = key;
    }

    /**
     * @param source such as {@code /newsletter}
     * @param seed the 32 bytes of RFC 8032
     */
    public static SigningKey of(String source, byte[] seed) {
        try {
            var pair = Ed25519Sign.KeyPair.newKeyPairFromSeed(seed);
            return new SigningKey(ServiceKey.of(source, pair.getPublicKey()), new Ed25519Sign(pair.getPrivateKey()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("Not a private key of Ed25519", e);
        }
    }

    /** @throws IllegalStateException when nobody could verify what this key signs */
    public SigningKey in(ServiceKeys published) {
        if (published.find(publicKey.kid()).filter(publicKey::equals).isEmpty()) {
            throw new IllegalStateException("The public half of the key of " + publicKey.source()
                    + " is not published, so nobody could verify what it signs");
        }
        return this;
    }

    public ServiceKey publicKey() {
        return publicKey;
    }

    /** The signature in base64url without padding. */
    public String sign(byte[] message) {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(key.sign(message));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 failed", e);
        }
    }

    @Override
    public String toString() {
        return "SigningKey[" + publicKey.source() + " with " + publicKey.kid() + "]";
    }
}
