package io.nachweis.lead.decision;

/** What became of a command. */
public enum Answer {
    CHANGED,
    UNCHANGED
}
