package io.nachweis.transparency;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One signature of a note, of whatever algorithm (c2sp.org/signed-note, "Signatures").
 *
 * @param name of the key
 * @param base64 of the id of the key, 4 bytes, and the signature, at least 1
 */
public record NoteSignature(String name, String base64) {

    private static final String BEGINNING = "— ";

    /** @throws MalformedInput when no line of a note could have these parts */
    public NoteSignature {
        KeyName.checked(name);
        if (Base64Text.decode(base64).length <= Integer.BYTES) {
            throw new MalformedInput("There is no signature behind the id of the key of " + name);
        }
    }

    static NoteSignature of(VerifierKey key, byte[] signature) {
        ByteBuffer idAndSignature = ByteBuffer.allocate(Integer.BYTES + signature.length);
        idAndSignature.putInt(key.id()).put(signature);
        return new NoteSignature(key.name(), Base64Text.of(idAndSignature.array()));
    }

    /** @param line without its end */
    static NoteSignature parse(String line) {
        int space = line.lastIndexOf(' ');
        if (!line.startsWith(BEGINNING) || space < BEGINNING.length()) {
            throw new MalformedInput("A line with a signature is an em dash, a name and base64, with a space between");
        }
        return new NoteSignature(line.substring(BEGINNING.length(), space), line.substring(space + 1));
    }

    String line() {
        return BEGINNING + name + " " + base64;
    }

    public int keyId() {
        return ByteBuffer.wrap(Base64Text.decode(base64)).getInt();
    }

    /** What the key made of the text, without the id. */
    byte[] signature() {
        byte[] idAndSignature = Base64Text.decode(base64);
        return Arrays.copyOfRange(idAndSignature, Integer.BYTES, idAndSignature.length);
    }
}
