package io.nachweis.starter.events;

/** Which segments of event processors this process has claimed, as the database has it. */
public interface SegmentClaims {

    /** Throws unless the segment is this process's now; that is asked, and never answered from memory. */
    void confirm(String processor, int segment);
}
