package io.nachweis.transparency;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;

/** Signs notes by a private key (Ed25519). The same text is signed alike every time. */
public final class NoteSigner {

    private final VerifierKey publicKey;
    private final PrivateKey key;

    /** @throws IllegalArgumentException when the keys are not halves of one pair, so that nobody could verify */
    public NoteSigner(VerifierKey publicKey, PrivateKey key) {
        this.publicKey = publicKey;
        this.key = key;
        String text = "Is it verified by " + publicKey + "?\n";
        if (!publicKey.verifies(text, sign(text))) {
            throw new IllegalArgumentException("The private key does not belong to " + publicKey);
        }
    }

    /** @param seed the private key as 32 bytes, which are the seed of RFC 8032 */
    public static NoteSigner of(VerifierKey publicKey, byte[] seed) {
        try {
            var spec = new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed);
            return new NoteSigner(publicKey, KeyFactory.getInstance("Ed25519").generatePrivate(spec));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("Not a private key of Ed25519", e);
        }
    }

    public VerifierKey publicKey() {
        return publicKey;
    }

    NoteSignature sign(String text) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(text.getBytes(UTF_8));
            return NoteSignature.of(publicKey, signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("Not a private key of Ed25519", e);
        }
    }

    @Override
    public String toString() {
        return "NoteSigner[" + publicKey + "]";
    }
}
