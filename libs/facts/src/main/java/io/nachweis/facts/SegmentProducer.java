package io.nachweis.facts;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The transactional producer of one segment, made when it is first needed and made anew after any failure. All processes
 * name it alike, so that making one ends every other. The segment has to be shown to be ours <em>after</em> that: whoever
 * claimed it before is then unable to write, and whoever claims it later will make ours unable.
 */
final class SegmentProducer {

    private final Supplier<Producer<String, byte[]>> make;
    private final Runnable confirmClaim;
    private volatile @Nullable Producer<String, byte[]> current;
    private volatile boolean stopped;
    private boolean began;

    SegmentProducer(Supplier<Producer<String, byte[]>> make, Runnable confirmClaim) {
        this.make = make;
        this.confirmClaim = confirmClaim;
    }

    /** Adds a record to the transaction. Whether it could be sent is known from the commit. */
    void send(ProducerRecord<String, byte[]> record) {
        var producer = current();
        if (!began) {
            producer.beginTransaction();
            began = true;
        }
        var _ = producer.send(record);
    }

    /** Returns when everything that was sent is there to be read, and nothing of it will be rolled back. */
    void commit() {
        if (began) {
            current().commitTransaction();
            began = false;
        }
    }

    /** Drops the producer. What it left unfinished is rolled back when the next one is made. */
    void discard() {
        var producer = current;
        if (producer != null) {
            producer.close(Duration.ZERO);
        }
        current = null;
        began = false;
    }

    /** From another thread: whoever waits for Kafka is told at once. The log has the facts for the next start. */
    void stop() {
        stopped = true;
        var producer = current;
        if (producer != null) {
            producer.close(Duration.ZERO);
        }
    }

    private Producer<String, byte[]> current() {
        var producer = current;
        if (producer == null) {
            producer = make.get();
            current = producer;
            if (stopped) {
                throw new KafkaException("The service is stopping");
            }
            producer.initTransactions();
            confirmClaim.run();
        }
        return producer;
    }
}
