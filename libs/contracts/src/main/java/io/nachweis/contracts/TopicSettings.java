package io.nachweis.contracts;

import java.time.Duration;
import java.util.Map;

/**
 * How a topic is made. The number of partitions is for good: with another number a person's facts would go on in
 * another partition, out of order. Replication is the broker's default.
 */
public record TopicSettings(String name, int partitions, Map<String, String> config) {

    private static final int PARTITIONS = 6;
    private static final Duration DAY = Duration.ofDays(1);

    public TopicSettings {
        config = Map.copyOf(config);
    }

    /** A topic whose records end with time. Short segments, because only whole ones are removed. */
    static TopicSettings bounded(String name, Duration retention) {
        return new TopicSettings(
                name,
                PARTITIONS,
                Map.of(
                        "cleanup.policy", "delete",
                        "retention.ms", millis(retention),
                        "segment.ms", millis(DAY)));
    }

    /** A topic that keeps the newest record of each key; a tombstone has removed what was before within a day. */
    static TopicSettings compacted(String name) {
        return new TopicSettings(
                name,
                PARTITIONS,
                Map.of(
                        "cleanup.policy", "compact",
                        "max.compaction.lag.ms", millis(DAY),
                        "segment.ms", millis(DAY)));
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
