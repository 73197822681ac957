package io.nachweis.platform;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.JsonNode;

/** What an internal application reads from a topic, from its beginning. */
public final class ConsentsTopic implements AutoCloseable {

    /** A record as its reader sees it. */
    public record Heard(String key, String type, String source, JsonNode data) {}

    private final KafkaConsumer<String, String> consumer;
    private final List<ConsumerRecord<String, String>> records = new ArrayList<>();

    public ConsentsTopic(PlatformUnderTest platform, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", platform.addresses().kafka(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** The types of all facts about the subject, once there are this many. */
    public List<String> typesAbout(String subject, int count) {
        return Await.until(count + " facts about " + subject, () -> about(subject), facts -> facts.size() >= count)
                .stream()
                .map(Heard::type)
                .toList();
    }

    public List<Heard> about(String subject) {
        return all().stream().filter(record -> record.key().equals(subject)).toList();
    }

    public List<Heard> all() {
        return read().map(ConsentsTopic::heard).toList();
    }

    /** The first record about the subject, as it was sent. */
    public ConsumerRecord<String, String> record(String subject) {
        return Await.until(
                        "something is said about " + subject,
                        () -> read().filter(record -> record.key().equals(subject))
                                .toList(),
                        found -> !found.isEmpty())
                .getFirst();
    }

    private Stream<ConsumerRecord<String, String>> read() {
        consumer.poll(Duration.ofMillis(300)).forEach(records::add);
        return List.copyOf(records).stream();
    }

    private static Heard heard(ConsumerRecord<String, String> record) {
        return new Heard(
                record.key(),
                header(record, "ce_type"),
                header(record, "ce_source"),
                record.value() == null
                        ? StoryHttpClient.JSON.nullNode()
                        : StoryHttpClient.JSON.readTree(record.value()));
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
