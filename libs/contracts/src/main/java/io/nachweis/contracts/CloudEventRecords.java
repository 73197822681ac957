package io.nachweis.contracts;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import java.net.URI;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import tools.jackson.core.JacksonException;

/** CloudEvents 1.0 on Kafka in binary mode: attributes are headers, the value is the data's JSON and nothing else. */
public final class CloudEventRecords {

    private static final String SEQUENCE = "sequence";

    private CloudEventRecords() {}

    /** Writes an event; one without data becomes the tombstone of its key. */
    public static ProducerRecord<String, byte[]> toRecord(String topic, String key, PublishedFact event) {
        var builder = CloudEventBuilder.v1()
                .withId(event.id())
                .withSource(URI.create(event.source()))
                .withType(event.type())
                .withSubject(event.subject())
                .withTime(event.time().atOffset(ZoneOffset.UTC))
                .withExtension(SEQUENCE, Long.toString(event.sequence()));
        var data = event.data();
        if (data != null) {
            builder.withData("application/json", Published.schemaOf(event.type()), PublishedJson.write(data));
        }
        return KafkaMessageFactory.createWriter(topic, null, key).writeBinary(builder.build());
    }

    /**
     * Reads a record; empty when its type is newer than this library, so that an old application passes over new facts.
     *
     * @throws UnreadableRecord when it is no CloudEvent, or not what its type promises
     */
    public static Optional<PublishedFact> parse(ConsumerRecord<?, byte[]> record) {
        try {
            var event = KafkaMessageFactory.createReader(record).toEvent();
            return Published.named(event.getType()).map(type -> announced(record, event, type));
        } catch (CloudEventRWException | IllegalStateException | NumberFormatException | JacksonException e) {
            throw new UnreadableRecord(record, "cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private static PublishedFact announced(
            ConsumerRecord<?, byte[]> record, CloudEvent event, Class<? extends Published> type) {
        var sequence = event.getExtension(SEQUENCE);
        if (event.getSubject() == null || event.getTime() == null || sequence == null) {
            throw new UnreadableRecord(record, "lacks subject, time or sequence");
        }
        var data = Optional.ofNullable(event.getData())
                .flatMap(json -> PublishedJson.read(json.toBytes(), type))
                .orElse(null);
        if (data == null && (record.value() != null || type != ConsentSnapshot.class)) {
            throw new UnreadableRecord(record, "has no data");
        }
        return new PublishedFact(
                event.getId(),
                event.getSource().toString(),
                event.getType(),
                event.getSubject(),
                Long.parseLong(sequence.toString()),
                event.getTime().toInstant(),
                data);
    }
}
