package io.nachweis.forms.admission;

/** What becomes of a request by form where no mail about it may go out. */
public enum WithoutMail {
    /** Without its mail it is good for nothing. */
    DROPPED,
    /** It is put on record up to the mailbox's limit of the form; what is over it is on record as left out. */
    KEPT_WITHIN_LIMIT,
    /** It must not be lost. */
    KEPT
}
