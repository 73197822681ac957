package io.nachweis.lifecycle.due;

import io.nachweis.event.SubjectId;
import io.nachweis.policy.Retention.Trigger;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What is to be done about an item whose time has come. A service that has such items declares one. */
@FunctionalInterface
public interface WhenDue {

    /** The command; it changes nothing where it comes a second time, or too early. */
    Object command(DueItem item, Instant now);

    /** The data category of what items of a kind end; empty for a kind that ends nothing. */
    default Optional<String> categoryOf(String kind) {
        return Optional.empty();
    }

    /** What an item ends unless things change before, as the log has it now; empty where nothing ends then. */
    default Optional<TimedEnd> end(DueItem item) {
        return Optional.empty();
    }

    /**
     * The end that an event set a time for. The case has the id of the item's entry.
     *
     * @param subject whose it is
     * @param happened what that time was counted from
     * @param until that time, which counts whatever the policy says since
     */
    record TimedEnd(SubjectId subject, Map<Trigger, Instant> happened, Instant until) {

        public TimedEnd {
            happened = Map.copyOf(happened);
        }
    }
}
