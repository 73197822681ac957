package io.nachweis.lifecycle.due;

import java.time.Instant;

/** Does itself what is due about items of its own, which no other of them has. */
@FunctionalInterface
public interface DueHandler {

    /** What became of an item. */
    enum Outcome {
        NOT_MINE,
        DONE,
        /** Nothing is wrong, and it has to wait for something; it comes again soon. */
        NOT_YET
    }

    /** Done a second time it MUST change nothing; what throws is tried again later. */
    Outcome handle(DueItem item, Instant now);
}
