package io.nachweis.transparency;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A public key (Ed25519) with the name of who signs by it (c2sp.org/signed-note, "Verifier keys").
 *
 * @param name of a log its origin
 */
public record VerifierKey(String name, EdECPublicKey key) {

    private static final byte ED25519 = 1;
    private static final int KEY_BYTES = 32;

    /** What stands before the 32 bytes of a key of Ed25519 in X.509 (RFC 8410 §4). */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    /** @throws MalformedInput when nothing may be called so, or this is no key of Ed25519 */
    public VerifierKey {
        KeyName.checked(name);
        if (!key.getParams().getName().equals(NamedParameterSpec.ED25519.getName())) {
            throw new MalformedInput(
                    "This is no key of Ed25519 but of " + key.getParams().getName());
        }
        verifying(key);
    }

    /**
     * @param publicKey as 32 bytes (RFC 8032)
     * @throws MalformedInput when nothing may be called so, or these are no key of Ed25519
     */
    public static VerifierKey of(String name, byte[] publicKey) {
        if (publicKey.length != KEY_BYTES) {
            throw new MalformedInput("A key of Ed25519 has " + KEY_BYTES + " bytes, not " + publicKey.length);
        }
        byte[] encoded = Arrays.copyOf(X509, X509.length + KEY_BYTES);
        System.arraycopy(publicKey, 0, encoded, X509.length, KEY_BYTES);
        try {
            PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
            return new VerifierKey(name, (EdECPublicKey) key);
        } catch (GeneralSecurityException _) {
            throw new MalformedInput("This is no key of Ed25519");
        }
    }

    /**
     * Reads what {@link #text} writes, and nothing else.
     *
     * @throws MalformedInput when this is no key of Ed25519 in that format
     */
    public static VerifierKey parse(String text) {
        String[] parts = text.split("\\+", 3);
        if (parts.length < 3) {
            throw new MalformedInput("A verifier key is name+id+key");
        }
        byte[] typeAndKey = Base64Text.decode(parts[2]);
        if (typeAndKey.length == 0 || typeAndKey[0] != ED25519) {
            throw new MalformedInput("The type of this verifier key is not 1, which is Ed25519");
        }
        VerifierKey key = of(parts[0], Arrays.copyOfRange(typeAndKey, 1, typeAndKey.length));
        if (!key.text().equals(text)) {
            throw new MalformedInput("This verifier key has another id: " + key.text());
        }
        return key;
    }

    /** The name, the id in eight hexadecimal digits, and type and key in base64, joined by plus signs. */
    public String text() {
        return name + "+" + HexFormat.of().toHexDigits(id()) + "+" + Base64Text.of(typeAndKey());
    }

    /** What signatures name the key by, besides its name: the first 32 bits of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ key). */
    public int id() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update((name + "\n").getBytes(UTF_8));
            return ByteBuffer.wrap(sha256.digest(typeAndKey())).getInt();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private byte[] typeAndKey() {
        byte[] encoded = key.getEncoded();
        byte[] typeAndKey = Arrays.copyOfRange(encoded, X509.length - 1, encoded.length);
        typeAndKey[0] = ED25519;
        return typeAndKey;
    }

    /** Whether the signature names this key, which it may do without being by it. */
    boolean isNamedBy(NoteSignature signature) {
        return signature.name().equals(name) && signature.keyId() == id();
    }

    boolean verifies(String text, NoteSignature signature) {
        try {
            Signature verification = verifying(key);
            verification.update(text.getBytes(UTF_8));
            return verification.verify(signature.signature());
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    /** The bytes of a key need not be a point of the curve, which shows here. */
    private static Signature verifying(EdECPublicKey key) {
        try {
            Signature verification = Signature.getInstance("Ed25519");
            verification.initVerify(key);
            return verification;
        } catch (GeneralSecurityException _) {
            throw new MalformedInput("This is no key of Ed25519");
        }
    }

    @Override
    public String toString() {
        return text();
    }
}
