package io.nachweis.verifier;

import java.util.Locale;

/**
 * Every way in which a file fails to be evidence. Codes never change their meaning; {@code docs/format.md} lists them, and
 * the bundle {@code verifier/messages} has a sentence for each.
 */
public enum Violation {
    FILE_TOO_LARGE(true),
    ZIP_ARCHIVE(true),
    NOT_UTF_8(true),
    NOT_JSON(true),
    NOT_I_JSON(true),
    NESTED_TOO_DEEPLY(true),
    DUPLICATE_NAME(true),
    UNKNOWN_FORMAT(true),
    MALFORMED(true),
    TOO_MANY_ENTRIES(true),
    TOO_MANY_VALUES(true),

    LOG_TWICE,
    KEY_MALFORMED,
    KEY_OF_OTHER_LOG,
    KEY_NOT_TRUSTED,
    CHECKPOINT_MALFORMED,
    CHECKPOINT_NOT_SIGNED,
    CHECKPOINT_FORGED,
    CHECKPOINT_OF_OTHER_LOG,

    POSITIONS_NOT_ASCENDING,
    POSITION_BEYOND_SIZE,
    PROOF_TOO_SHORT,
    PROOF_TOO_LONG,
    PROOF_WRONG_ROOT,
    LEAF_NOT_CANONICAL,
    LEAF_MALFORMED,
    ENTRY_TWICE,
    SEQUENCE_NOT_ASCENDING,
    OTHER_CONTROLLER,
    TEXT_ALTERED,
    DISCLOSURE_MALFORMED,
    DISCLOSURE_NOT_COMMITTED,
    DISCLOSURE_TWICE,
    DISCLOSURE_MISNAMED;

    private final boolean unreadable;

    Violation() {
        this(false);
    }

    Violation(boolean unreadable) {
        this.unreadable = unreadable;
    }

    /** Whether the file could not even be read as evidence. */
    public boolean isUnreadable() {
        return unreadable;
    }

    /** Its stable name: {@code proof-too-short}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
