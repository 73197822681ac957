package io.nachweis.verifier;

import java.util.Locale;

/**
 * Something that cannot be known from the file, or not by this verifier.
 *
 * @param place a JSON Pointer (RFC 6901) into the file, empty for all of it
 * @param about what the sentence of the kind is about, as the file has it; empty where there is nothing to name
 */
public record Limit(Kind kind, String place, String about) {

    /** Every limit, with a sentence in the bundle {@code verifier/messages}. */
    public enum Kind {
        /** No key was given from outside. */
        KEY_FROM_FILE_ONLY,
        /** Somebody is said to have seen the checkpoint, in a way that is not known here. */
        ANCHOR_NOT_CHECKED,
        /** Nobody but the log vouches that it was so at any time. */
        NOT_ANCHORED,
        /** Personal components that are committed to and not shown. */
        WITHHELD,
        /** An entry names a text by its hash, and the file does not have it. */
        TEXT_ABSENT,
        /** Controller, time and scope are words of whoever made the file. */
        STATEMENTS_NOT_PROVEN,
        /** What the file does not have may be in the log. */
        OTHER_ENTRIES,
        /** The log has what its controller recorded, not who caused it. */
        WHO_ACTED;

        /** Its stable name: {@code not-anchored}. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Override
    public String toString() {
        return kind.code() + " " + place;
    }
}
