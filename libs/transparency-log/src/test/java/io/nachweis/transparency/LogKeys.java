package io.nachweis.transparency;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.EdECPublicKey;

/** Keys of logs that are made for a test. */
final class LogKeys {

    private LogKeys() {}

    static NoteSigner named(String name) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return new NoteSigner(new VerifierKey(name, (EdECPublicKey) pair.getPublic()), pair.getPrivate());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has Ed25519", e);
        }
    }
}
