package io.nachweis.starter.facts;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.nachweis.contracts.Announced;
import io.nachweis.contracts.CloudEventRecords;
import io.nachweis.contracts.Fact;
import io.nachweis.contracts.UnreadableRecord;
import io.nachweis.personal.SubjectId;
import io.nachweis.starter.FactListener;
import io.nachweis.starter.FactListener.Heard;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.MessageListener;

/** Tells a listener the facts of its topic. What is no fact this version knows is counted and passed over. */
final class Hearing implements MessageListener<String, byte[]> {

    private static final Logger log = LoggerFactory.getLogger(Hearing.class);

    private final FactListener listener;
    private final Counter heard;
    private final Counter unknown;
    private final Counter unreadable;

    Hearing(FactListener listener, MeterRegistry meters) {
        this.listener = listener;
        this.heard = Counter.builder("nachweis.facts.heard")
                .tag("topic", listener.topic())
                .register(meters);
        this.unknown = skipped("unknown", meters);
        this.unreadable = skipped("unreadable", meters);
    }

    @Override
    public void onMessage(ConsumerRecord<String, byte[]> record) {
        Optional<Heard> fact;
        try {
            fact = CloudEventRecords.parse(record).flatMap(Hearing::heard);
        } catch (UnreadableRecord | IllegalArgumentException e) {
            log.warn("Passed over {}-{}@{}: unreadable", record.topic(), record.partition(), record.offset());
            unreadable.increment();
            return;
        }
        if (fact.isEmpty()) {
            unknown.increment();
            return;
        }
        tell(record, fact.get());
    }

    private void tell(ConsumerRecord<String, byte[]> record, Heard fact) {
        try {
            listener.on(fact);
            heard.increment();
        } catch (RuntimeException e) {
            log.warn(
                    "{}-{}@{} was not handled and comes again: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getClass().getName());
            throw e;
        }
    }

    private static Optional<Heard> heard(Announced announced) {
        return announced.data() instanceof Fact fact
                ? Optional.of(new Heard(
                        announced.id(),
                        announced.source(),
                        announced.sequence(),
                        SubjectId.of(announced.subject()),
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
