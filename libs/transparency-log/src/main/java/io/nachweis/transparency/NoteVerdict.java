package io.nachweis.transparency;

import java.util.List;

/**
 * What comes of verifying a signed note.
 *
 * @param <T> what the note says
 */
public sealed interface NoteVerdict<T> {

    /** @param by the known keys that signed it, at least one */
    record Genuine<T>(T content, List<VerifierKey> by) implements NoteVerdict<T> {

        public Genuine {
            by = List.copyOf(by);
        }
    }

    /** @param words a sentence in English without its full stop: what exactly is wrong */
    record Refused<T>(Reason reason, String words) implements NoteVerdict<T> {}

    /** Why a note does not count. */
    enum Reason {
        /** It is not in the format. */
        MALFORMED,
        /** Perhaps it is genuine: it is signed, but by no key that is known here. */
        UNKNOWN_KEYS,
        /** It names a known key, which did not sign this text. */
        WRONG_SIGNATURE,
        /** It is genuine, but what it says is not in the format. */
        OTHER_CONTENT,
        /** It is a checkpoint of a log that none of the keys that signed it is of. */
        OTHER_LOG
    }
}
