package io.nachweis.forms.admission;

/** What becomes of a request by form where no mail about it may go out. */
public enum WithoutMail {
    /** Without its mail it is good for nothing. */
    DROPPED,
    /** It must not be lost. */
    KEPT
}
