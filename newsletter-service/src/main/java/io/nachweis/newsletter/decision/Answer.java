package io.nachweis.newsletter.decision;

/** What became of a command. */
public enum Answer {
    CHANGED,
    UNCHANGED,
    /** Nothing is known of the person here any more; a new sign-up starts a new stream. */
    ENDED
}
