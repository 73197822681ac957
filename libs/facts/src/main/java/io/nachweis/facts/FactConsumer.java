package io.nachweis.facts;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.nachweis.contracts.CloudEventRecords;
import io.nachweis.contracts.Fact;
import io.nachweis.contracts.OrderSignature;
import io.nachweis.contracts.PublishedFact;
import io.nachweis.contracts.UnreadableRecord;
import io.nachweis.event.SubjectId;
import io.nachweis.facts.FactListener.ReceivedFact;
import java.security.PublicKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.MessageListener;

/**
 * Consumes the facts of one Kafka topic and passes them to its listener. What is no fact this version knows is counted
 * and passed over. One that cannot be handled holds up the persons of its partition, and says so: to pass over it could
 * be to lose a withdrawal. An order that nobody gave who may is passed over too, and says so loudly.
 */
final class FactConsumer implements MessageListener<String, byte[]> {

    private static final Logger log = LoggerFactory.getLogger(FactConsumer.class);

    private final FactListener listener;
    private final PublicKey orders;
    private final Counter consumed;
    private final Counter unknown;
    private final Counter unreadable;
    private final Counter forged;
    private final Map<Integer, Long> waitingSince = new ConcurrentHashMap<>();

    FactConsumer(FactListener listener, PublicKey orders, MeterRegistry meters) {
        this.listener = listener;
        this.orders = orders;
        this.consumed = Counter.builder("nachweis.facts.heard")
                .tag("topic", listener.topic())
                .register(meters);
        Gauge.builder("nachweis.facts.waiting.seconds", this, FactConsumer::longestWait)
                .tag("topic", listener.topic())
                .register(meters);
        this.unknown = skipped("unknown", meters);
        this.unreadable = skipped("unreadable", meters);
        this.forged = skipped("forged", meters);
    }

    @Override
    public void onMessage(ConsumerRecord<String, byte[]> record) {
        Optional<ReceivedFact> fact;
        try {
            fact = CloudEventRecords.parse(record).flatMap(FactConsumer::consumed);
        } catch (UnreadableRecord | IllegalArgumentException e) {
            log.warn("Passed over {}-{}@{}: unreadable", record.topic(), record.partition(), record.offset());
            unreadable.increment();
            return;
        }
        if (fact.isEmpty()) {
            unknown.increment();
            return;
        }
        if (fact.get().fact() instanceof Fact.Order && !OrderSignature.isOn(record, orders)) {
            log.error(
                    "Passed over {}-{}@{}: an order without the signature of who may give one",
                    record.topic(),
                    record.partition(),
                    record.offset());
            forged.increment();
            return;
        }
        handle(record, fact.get());
    }

    private void handle(ConsumerRecord<String, byte[]> record, ReceivedFact fact) {
        var place = "%s-%d@%d".formatted(record.topic(), record.partition(), record.offset());
        try {
            listener.on(fact);
            consumed.increment();
            if (waitingSince.remove(record.partition()) != null) {
                log.info("{} is handled; its partition goes on", place);
            }
        } catch (RuntimeException e) {
            if (waitingSince.putIfAbsent(record.partition(), System.nanoTime()) == null) {
                log.warn(
                        "{} is not handled and comes again until it is: {}",
                        place,
                        e.getClass().getName());
            }
            throw e;
        }
    }

    private double longestWait() {
        long now = System.nanoTime();
        return waitingSince.values().stream()
                .mapToDouble(since -> (now - since) / 1e9)
                .max()
                .orElse(0);
    }

    private static Optional<ReceivedFact> consumed(PublishedFact published) {
        return published.data() instanceof Fact fact
                ? Optional.of(new ReceivedFact(
                        published.id(),
                        published.source(),
                        published.sequence(),
                        SubjectId.of(published.subject()),
                        fact))
                : Optional.empty();
    }

    private Counter skipped(String reason, MeterRegistry meters) {
        return Counter.builder("nachweis.facts.skipped")
                .tag("topic", listener.topic())
                .tag("reason", reason)
                .register(meters);
    }
}
