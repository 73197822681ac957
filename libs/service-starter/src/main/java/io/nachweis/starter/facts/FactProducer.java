package io.nachweis.starter.facts;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** A producer that is made when it is needed, and made anew after a failure, since some failures end one for good. */
final class FactProducer {

    private final Supplier<Producer<String, byte[]>> make;
    private @Nullable Producer<String, byte[]> current;
    private boolean stopped;

    FactProducer(Map<String, Object> config) {
        this(() -> new KafkaProducer<>(config));
    }

    FactProducer(Supplier<Producer<String, byte[]>> make) {
        this.make = make;
    }

    Future<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
        return current().send(record);
    }

    /** Drops the producer and what it has not sent. */
    synchronized void discard() {
        if (current != null) {
            current.close(Duration.ZERO);
            current = null;
        }
    }

    /** Whoever waits for an acknowledgement is told at once; the log has the fact and sends it after the next start. */
    synchronized void stop() {
        stopped = true;
        discard();
    }

    private synchronized Producer<String, byte[]> current() {
        if (stopped) {
            throw new KafkaException("The service is stopping");
        }
        if (current == null) {
            current = make.get();
        }
        return current;
    }
}
