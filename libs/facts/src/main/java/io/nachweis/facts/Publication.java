package io.nachweis.facts;

import io.nachweis.contracts.Fact;
import io.nachweis.event.SubjectId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which facts of a service leave the house, and where to. A service declares one bean of this type. */
public interface Publication {

    /**
     * @param data a {@link Fact} or a {@link io.nachweis.contracts.ConsentSnapshot}; null is a tombstone on a compacted topic
     * @param key null for the subject itself, which facts are ordered by
     */
    record Announcement(
            String topic,
            SubjectId subject,
            @Nullable Object data,
            @Nullable String key) {

        public static Announcement of(String topic, SubjectId subject, Fact fact) {
            return new Announcement(topic, subject, fact, null);
        }

        public static Announcement tombstone(String topic, SubjectId subject, String key) {
            return new Announcement(topic, subject, null, key);
        }
    }

    /** The topics to make before the first fact is sent, so that others can listen from the beginning. */
    Set<String> topics();

    /** What an event of this service's log announces; most announce nothing. */
    List<Announcement> announce(Object event);
}
