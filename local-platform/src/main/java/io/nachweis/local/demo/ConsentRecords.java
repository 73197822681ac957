package io.nachweis.local.demo;

import io.nachweis.contracts.FactVerifier;
import io.nachweis.contracts.PublishedFact;
import io.nachweis.contracts.Topics;
import io.nachweis.contracts.Verdict.Genuine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** An internal application that listens to {@code nachweis.consents} from now on, and believes only what was signed. */
final class ConsentRecords implements AutoCloseable {

    private final FactVerifier verifier;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<PublishedFact> heard = new ArrayList<>();

    ConsentRecords(String bootstrapServers, FactVerifier verifier) {
        this.verifier = verifier;
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.CONSENTS, Duration.ofSeconds(10)).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // only now is "the end" decided
    }

    /** The first fact about the person of this type, if it comes in time. */
    Optional<PublishedFact> await(String subject, String type, Duration patience) {
        Instant deadline = Instant.now().plus(patience);
        do {
            Optional<PublishedFact> found = heard.stream()
                    .filter(fact -> subject.equals(fact.subject()) && type.equals(fact.type()))
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
            consumer.poll(Duration.ofMillis(200)).forEach(this::hear);
        } while (Instant.now().isBefore(deadline));
        return Optional.empty();
    }

    private void hear(ConsumerRecord<String, byte[]> record) {
        if (verifier.verify(record) instanceof Genuine(PublishedFact fact)) {
            heard.add(fact);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
