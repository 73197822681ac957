package io.nachweis.newsletter.decision;

/** What the link of a confirmation mail is good for at a moment. */
public enum LinkState {
    OPEN,
    /** A fresh mail can still be asked for. */
    EXPIRED,
    REPLACED,
    CONFIRMED,
    WITHDRAWN,
    DENIED,
    /** Forgotten, or never known. */
    GONE
}
