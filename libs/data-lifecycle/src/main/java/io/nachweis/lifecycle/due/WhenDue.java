package io.nachweis.lifecycle.due;

import java.time.Instant;

/** What is to be done about an item whose time has come. A service that has such items declares one. */
@FunctionalInterface
public interface WhenDue {

    /** The command; it changes nothing where it comes a second time, or too early. */
    Object command(DueItem item, Instant now);
}
