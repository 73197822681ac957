package io.nachweis.benchmarks;

import io.nachweis.benchmarks.SignUpFlows.Reader;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** From the 2xx of a one-click unsubscription to its record on Kafka, at a given pace. */
final class Unsubscriptions {

    private static final String TOPIC = "nachweis.newsletter";
    private static final long NEVER = Long.MAX_VALUE;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final BenchmarkedPlatform platform;

    Unsubscriptions(BenchmarkedPlatform platform) {
        this.platform = platform;
    }

    /** Milliseconds, sorted. */
    double[] run(List<Reader> readers, int perSecond) throws IOException, InterruptedException {
        List<String> subjects = DeskClient.of(platform)
                .subjects(readers.stream().map(Reader::address).toList());
        Map<String, Long> answered = new ConcurrentHashMap<>();
        Map<String, Long> heard = new HashMap<>();
        try (var consumer = consumer()) {
            var ended = new CountDownLatch(readers.size());
            long start = System.nanoTime();
            for (int i = 0; i < readers.size(); i++) {
                int each = i;
                Thread.ofVirtual().start(() -> {
                    try {
                        TimeUnit.NANOSECONDS.sleep(
                                start + TimeUnit.SECONDS.toNanos(each) / perSecond - System.nanoTime());
                        unsubscribe(readers.get(each));
                        answered.put(subjects.get(each), System.nanoTime());
                    } catch (IOException e) {
                        System.err.println("  An unsubscription failed: " + e);
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    } finally {
                        ended.countDown();
                    }
                });
            }
            long deadline = start + TimeUnit.SECONDS.toNanos(readers.size() / perSecond) + PATIENCE.toNanos();
            while (heard.size() < readers.size() && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record -> heard.putIfAbsent(record.key(), System.nanoTime()));
            }
            ended.await();
        }
        if (answered.size() < readers.size()) {
            throw new IOException(readers.size() - answered.size() + " unsubscriptions failed");
        }
        double[] millis = answered.entrySet().stream()
                .mapToDouble(each -> (heard.getOrDefault(each.getKey(), NEVER) - each.getValue()) / 1e6)
                .toArray();
        Arrays.sort(millis);
        return millis;
    }

    private void unsubscribe(Reader reader) throws IOException {
        try (var connection = new HttpConnection("127.0.0.1", platform.port())) {
            connection
                    .post(
                            "/idm/one-click?token=" + reader.unsubscribe(),
                            "List-Unsubscribe=One-Click",
                            "Content-Type: application/x-www-form-urlencoded")
                    .expect(200);
        }
    }

    /** Reads on from where the topic ends now. */
    private KafkaConsumer<String, String> consumer() {
        var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers",
                        platform.kafka(),
                        "isolation.level",
                        "read_committed",
                        "fetch.max.wait.ms",
                        100),
                new StringDeserializer(),
                new StringDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                .map(partition -> new TopicPartition(TOPIC, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        return consumer;
    }
}
