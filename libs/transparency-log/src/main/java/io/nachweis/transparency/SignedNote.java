package io.nachweis.transparency;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nachweis.transparency.NoteVerdict.Genuine;
import io.nachweis.transparency.NoteVerdict.Reason;
import io.nachweis.transparency.NoteVerdict.Refused;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A text with signatures, as c2sp.org/signed-note has it.
 *
 * @param text one or more lines, each with its end
 * @param signatures at least one, at most 100
 */
public record SignedNote(String text, List<NoteSignature> signatures) {

    private static final int MAX_BYTES = 256 * 1024;
    private static final int MAX_SIGNATURES = 100;
    private static final String SEPARATOR = "\n\n";

    /** @throws MalformedInput when no note can have these parts */
    public SignedNote {
        signatures = List.copyOf(signatures);
        if (!text.endsWith("\n")) {
            throw new MalformedInput("The text of a note ends with a line end");
        }
        if (text.chars().anyMatch(character -> character < ' ' && character != '\n')) {
            throw new MalformedInput("A note has no control characters but line ends");
        }
        if (!UTF_8.newEncoder().canEncode(text)) {
            throw new MalformedInput("The text of a note is no well-formed Unicode");
        }
        if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
            throw new MalformedInput("A note has 1 to " + MAX_SIGNATURES + " signatures, not " + signatures.size());
        }
    }

    /** Signs a text. Equal texts and keys give equal bytes. */
    public static SignedNote sign(String text, List<NoteSigner> signers) {
        return new SignedNote(
                text, signers.stream().map(signer -> signer.sign(text)).toList());
    }

    /**
     * Reads a note, at most 256 KiB, and believes nothing of it yet.
     *
     * @throws MalformedInput when these bytes are none
     */
    public static SignedNote parse(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new MalformedInput("A note has at most " + MAX_BYTES + " bytes, not " + bytes.length);
        }
        String note = decode(bytes);
        int separator = note.lastIndexOf(SEPARATOR);
        if (separator < 0) {
            throw new MalformedInput("A note has an empty line before its signatures");
        }
        String lines = note.substring(separator + SEPARATOR.length());
        if (!lines.endsWith("\n")) {
            throw new MalformedInput("A note ends with lines with signatures");
        }
        List<NoteSignature> signatures = new ArrayList<>();
        for (String line : lines.substring(0, lines.length() - 1).split("\n", -1)) {
            signatures.add(NoteSignature.parse(line));
        }
        return new SignedNote(note.substring(0, separator + 1), signatures);
    }

    private static String decode(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            throw new MalformedInput("A note is text in UTF-8");
        }
    }

    /** The verdict on bytes from anywhere; {@link #verify} of what they are, if they are a note. Throws nothing. */
    public static NoteVerdict<String> verify(byte[] bytes, Collection<VerifierKey> known) {
        try {
            return parse(bytes).verify(known);
        } catch (MalformedInput e) {
            return new Refused<>(Reason.MALFORMED, e.getMessage());
        }
    }

    /**
     * Verifies the signatures by known keys, of which there has to be one; those by others are ignored. One that fails
     * condemns the note.
     */
    public NoteVerdict<String> verify(Collection<VerifierKey> known) {
        List<VerifierKey> by = new ArrayList<>();
        for (NoteSignature signature : signatures) {
            for (VerifierKey key : known) {
                if (!key.isNamedBy(signature)) {
                    continue;
                }
                if (!key.verifies(text, signature)) {
                    return new Refused<>(Reason.WRONG_SIGNATURE, "This text was not signed by " + key);
                }
                if (!by.contains(key)) {
                    by.add(key);
                }
            }
        }
        return by.isEmpty()
                ? new Refused<>(Reason.UNKNOWN_KEYS, "The note is signed by no key that is known")
                : new Genuine<>(text, by);
    }

    /** As it is stored and sent, in UTF-8. */
    public byte[] bytes() {
        return toString().getBytes(UTF_8);
    }

    @Override
    public String toString() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature.line()).append('\n'));
        return note.toString();
    }
}
