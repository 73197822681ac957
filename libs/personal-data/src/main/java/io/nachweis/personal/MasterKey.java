package io.nachweis.personal;

import java.security.GeneralSecurityException;

/** Wraps the keys of all persons (AES-256-GCM). It is kept apart from what it wraps, and from every backup of that. */
public final class MasterKey {

    public static final int BYTES = 32;

    private final Aes256Gcm cipher;

    private MasterKey(Aes256Gcm cipher) {
        this.cipher = cipher;
    }

    public static MasterKey of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("A master key has " + BYTES + " bytes");
        }
        return new MasterKey(new Aes256Gcm(bytes));
    }

    byte[] wrap(byte[] key, byte[] associatedData) {
        return cipher.encrypt(key, associatedData);
    }

    byte[] unwrap(byte[] wrapped, byte[] associatedData) throws GeneralSecurityException {
        return cipher.decrypt(wrapped, associatedData);
    }
}
