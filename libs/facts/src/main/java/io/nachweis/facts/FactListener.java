package io.nachweis.facts;

import io.nachweis.contracts.Fact;
import io.nachweis.event.SubjectId;
import java.util.Set;

/**
 * Handles the facts that a service receives from another one over Kafka, each signed by that one's log. Called in order
 * per person and at least once; the fact is acknowledged when this returns, and comes again when it throws, with the
 * others of its person behind it, of the same topic. Where several follow a topic, it comes again to all of them.
 */
public interface FactListener {

    Set<String> topics();

    /**
     * @param id the CloudEvents {@code id}, the same on every repetition
     * @param source the service that says so, such as {@code /newsletter}
     * @param sequence the position in that service's log
     */
    record ReceivedFact(String id, String source, long sequence, SubjectId subject, Fact fact) {}

    void on(ReceivedFact received);

    /**
     * A genuine fact was put aside, because it or one before it about the same person is not understood yet. It comes to
     * {@link #on} later, unless the person is erased.
     */
    default void putAside(String source, String id, long sequence) {}
}
