package io.nachweis.evidence;

/** What the log's promises stand on. The simulation can do without one, and has to notice. */
enum Safeguard {
    /** A write counts when a majority has it. */
    WRITES_AT_A_MAJORITY,
    /** A write counts when it is on disk. */
    WRITES_ON_DISK,
    /** An answer that the majority was not reached is an error. */
    WRITE_CONCERN_ERRORS,
    /** "Mine already" and "somebody else's" are read at majority. */
    KEYS_READ_AT_A_MAJORITY,
    STREAMS_READ_AT_A_MAJORITY,
    TAIL_READ_AT_A_MAJORITY,
    /** That an entry is missing is not said by a primary that others have replaced. */
    GAPS_CONFIRMED_LINEARIZABLY,
    /** The head does not come from a primary that others have replaced. */
    HEAD_READ_LINEARIZABLY,
    /** The head is not what may be rolled back. */
    HEAD_READ_AT_A_MAJORITY,
    /** What is sent again has the same bytes. */
    SAME_BYTES_AGAIN,
    /** What follows a failed insert is not tried. */
    ORDERED_INSERTS,
    UNIQUE_POSITIONS,
    UNIQUE_KEYS,
    /** A repeat in one document is refused, as no unique index does. */
    CHECK_WITHIN_A_COMMIT,
    /** A repeated request meets its own key. */
    KEYS_OF_REQUESTS
}
