package io.nachweis.personal;

import com.google.crypto.tink.aead.internal.InsecureNonceAesGcmJce;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/** One AES-256-GCM key; a ciphertext is a random 12-byte nonce, the encrypted bytes and a 16-byte tag. */
final class Aes256Gcm {

    private static final int NONCE = 12;

    private final InsecureNonceAesGcmJce aead;

    Aes256Gcm(byte[] key) {
        try {
            aead = new InsecureNonceAesGcmJce(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no AES-256-GCM", e);
        }
    }

    byte[] encrypt(byte[] plaintext, byte[] associatedData) {
        try {
            byte[] nonce = RandomBytes.of(NONCE);
            byte[] encrypted = aead.encrypt(nonce, plaintext, associatedData);
            byte[] both = Arrays.copyOf(nonce, NONCE + encrypted.length);
            System.arraycopy(encrypted, 0, both, NONCE, encrypted.length);
            return both;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM failed", e);
        }
    }

    byte[] decrypt(byte[] ciphertext, byte[] associatedData) throws GeneralSecurityException {
        if (ciphertext.length < NONCE) {
            throw new GeneralSecurityException("Too short to be a ciphertext");
        }
        return aead.decrypt(Arrays.copyOf(ciphertext, NONCE), ciphertext, NONCE, associatedData);
    }
}
