package io.nachweis.starter.events;

/** Whoever keeps dead letters beside those of the projections, and can try them again when an operator says so. */
public interface DeadLetterRelease {

    /** Tries the letters of a sequence again; does nothing for a group that it does not keep. */
    void release(String group, String sequence);
}
