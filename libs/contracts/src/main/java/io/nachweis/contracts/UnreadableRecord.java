package io.nachweis.contracts;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record of a topic that is no CloudEvent of ours and never will be; names its place, not its content. */
public final class UnreadableRecord extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableRecord(ConsumerRecord<?, ?> record, String reason) {
        super("%s-%d@%d %s".formatted(record.topic(), record.partition(), record.offset(), reason));
    }
}
