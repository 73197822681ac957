package io.nachweis.starter.events;

/** How far event processors have come, as the database has it, whichever processes run them. */
public interface ProcessorPositions {

    /** The position of the last entry that every segment has handled; in a replay, handled again. -1 for none. */
    long handled(String processor);
}
