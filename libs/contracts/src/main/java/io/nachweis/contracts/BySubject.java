package io.nachweis.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Keeps all records of one person in one partition, whether the key is the subject or the key of a state
 * ({@code controller/subject/purpose}). For a plain subject it agrees with Kafka's own partitioner.
 */
public final class BySubject implements Partitioner {

    @Override
    public int partition(
            String topic,
            @Nullable Object key,
            byte @Nullable [] keyBytes,
            @Nullable Object value,
            byte @Nullable [] valueBytes,
            Cluster cluster) {
        if (key == null) {
            throw new IllegalArgumentException("A record on " + topic + " has no key, so it belongs to nobody");
        }
        return partition(key.toString(), cluster.partitionCountForTopic(topic));
    }

    static int partition(String key, int partitions) {
        var parts = key.split("/", -1);
        var subject = parts.length == 3 ? parts[1] : key;
        return Utils.toPositive(Utils.murmur2(subject.getBytes(UTF_8))) % partitions;
    }

    @Override
    public void configure(Map<String, ?> configs) {}

    @Override
    public void close() {}
}
