package io.nachweis.event;

/** What became of a command. */
public enum CommandResult {
    CHANGED,
    UNCHANGED,
    /** Nothing is known of the person in this stream any more; what is asked for anew starts a new one. */
    ENDED
}
