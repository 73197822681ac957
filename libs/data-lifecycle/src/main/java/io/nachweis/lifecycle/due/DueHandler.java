package io.nachweis.lifecycle.due;

import java.time.Instant;

/** Does itself what is due about items of its own, which no other of them has. */
@FunctionalInterface
public interface DueHandler {

    /** Whether the item was its own. Done a second time it MUST change nothing; what throws is tried again later. */
    boolean handle(DueItem item, Instant now);
}
