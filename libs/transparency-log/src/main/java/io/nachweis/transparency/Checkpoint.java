package io.nachweis.transparency;

import io.nachweis.transparency.NoteVerdict.Genuine;
import io.nachweis.transparency.NoteVerdict.Reason;
import io.nachweis.transparency.NoteVerdict.Refused;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a log commits to by signing it: the head of its tree (c2sp.org/tlog-checkpoint). Without extension lines and
 * without a time, so that one size of one log has one text.
 *
 * @param origin names the log, as its keys do
 */
public record Checkpoint(String origin, TreeHead head) {

    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,18}");
    private static final int LINES = 3;

    /** @throws MalformedInput when no key could be called as the origin is */
    public Checkpoint {
        KeyName.checked(origin);
    }

    /**
     * Reads what {@link #text} writes, and nothing else.
     *
     * @throws MalformedInput when this is no checkpoint, or has extension lines
     */
    public static Checkpoint parse(String text) {
        if (!text.endsWith("\n")) {
            throw new MalformedInput("A checkpoint ends with a line end");
        }
        String[] lines = text.split("\n", -1);
        if (lines.length != LINES + 1) {
            throw new MalformedInput("A checkpoint has the lines origin, size and root, and no others");
        }
        return new Checkpoint(lines[0], new TreeHead(size(lines[1]), TreeHash.ofBase64(lines[2])));
    }

    private static long size(String line) {
        if (!SIZE.matcher(line).matches()) {
            throw new MalformedInput("The size of a tree is decimal without leading zeros");
        }
        try {
            return Long.parseLong(line);
        } catch (NumberFormatException _) {
            throw new MalformedInput("No tree is as large as " + line);
        }
    }

    /** Origin, size in decimal, root in base64: a line each. */
    public String text() {
        return origin + "\n" + head.size() + "\n" + head.root().base64() + "\n";
    }

    /** @throws IllegalArgumentException when the key has another name than the log */
    public SignedNote sign(NoteSigner log) {
        if (!log.publicKey().name().equals(origin)) {
            throw new IllegalArgumentException(
                    "The key of " + log.publicKey().name() + " does not speak for " + origin);
        }
        return SignedNote.sign(text(), List.of(log));
    }

    /**
     * The verdict on bytes from anywhere: a checkpoint is genuine when a known key that has the name of its log signed
     * it, and no known key is named wrongly. Throws nothing.
     *
     * @param known of this log, and perhaps of others and of witnesses
     */
    public static NoteVerdict<Checkpoint> verify(byte[] note, Collection<VerifierKey> known) {
        return switch (SignedNote.verify(note, known)) {
            case Refused<String>(var reason, var words) -> new Refused<>(reason, words);
            case Genuine<String>(var text, var by) -> ofItsLog(text, by);
        };
    }

    private static NoteVerdict<Checkpoint> ofItsLog(String text, List<VerifierKey> by) {
        Checkpoint checkpoint;
        try {
            checkpoint = parse(text);
        } catch (MalformedInput e) {
            return new Refused<>(Reason.OTHER_CONTENT, e.getMessage());
        }
        String origin = checkpoint.origin();
        return by.stream().anyMatch(key -> key.name().equals(origin))
                ? new Genuine<>(checkpoint, by)
                : new Refused<>(Reason.OTHER_LOG, "The checkpoint is signed by no known key of " + origin);
    }
}
