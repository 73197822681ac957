package io.nachweis.local.demo;

import io.nachweis.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;

/** An internal application that listens to {@code nachweis.consents} from now on. */
final class ConsentRecords implements AutoCloseable {

    private final KafkaConsumer<String, String> consumer;
    private final List<ConsumerRecord<String, String>> heard = new ArrayList<>();

    ConsentRecords(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.CONSENTS, Duration.ofSeconds(10)).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // only now is "the end" decided
    }

    /** The first record about the person of this type, if it comes in time. */
    Optional<ConsumerRecord<String, String>> await(String subject, String type, Duration patience) {
        Instant deadline = Instant.now().plus(patience);
        do {
            Optional<ConsumerRecord<String, String>> found = heard.stream()
                    .filter(record -> subject.equals(record.key()) && type.equals(header(record, "ce_type")))
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
            consumer.poll(Duration.ofMillis(200)).forEach(heard::add);
        } while (Instant.now().isBefore(deadline));
        return Optional.empty();
    }

    static String header(ConsumerRecord<String, String> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
