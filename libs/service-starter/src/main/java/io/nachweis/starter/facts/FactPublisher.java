package io.nachweis.starter.facts;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.nachweis.contracts.Announced;
import io.nachweis.contracts.CloudEventRecords;
import io.nachweis.contracts.Published;
import io.nachweis.starter.Publication;
import io.nachweis.starter.Publication.Announcement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.ConcludesBatch;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/**
 * Sends what the log announces, in the order of the log and at least once. The position moves on only after every send
 * of a batch is acknowledged, and a failed one is followed by none, so that no fact is first heard after its successor.
 */
@ProcessingGroup(FactPublisher.GROUP)
class FactPublisher {

    static final String GROUP = "publication";

    private final String source;
    private final Publication publication;
    private final KafkaTopics topics;
    private final FactProducer producer;
    private final Counter published;

    FactPublisher(
            String service, Publication publication, KafkaTopics topics, FactProducer producer, MeterRegistry meters) {
        this.source = "/" + service;
        this.publication = publication;
        this.topics = topics;
        this.producer = producer;
        this.published = Counter.builder("nachweis.facts.published").register(meters);
    }

    @EventHandler
    void on(EventMessage<?> event, TrackingToken token, @ConcludesBatch boolean last) {
        try {
            List<Future<RecordMetadata>> sends = CurrentUnitOfWork.get()
                    .root()
                    .getOrComputeResource(FactPublisher.class.getName(), _ -> new ArrayList<>());
            for (var record : records(event, token.position().orElseThrow())) {
                var send = producer.send(record);
                if (send.isDone()) {
                    await(send);
                }
                sends.add(send);
            }
            if (last) {
                sends.forEach(FactPublisher::await);
                published.increment(sends.size());
            }
        } catch (RuntimeException e) {
            producer.discard();
            throw e;
        }
    }

    @EventListener
    void stop(ContextClosedEvent closed) {
        producer.stop();
    }

    private List<ProducerRecord<String, byte[]>> records(EventMessage<?> event, long position) {
        var records = new ArrayList<ProducerRecord<String, byte[]>>();
        var announcements = publication.announce(event.getPayload());
        for (int index = 0; index < announcements.size(); index++) {
            var announcement = announcements.get(index);
            // Of a person who was erased there is nobody left to speak of.
            if (!announcement.subject().isErased()) {
                topics.ensure(Set.of(announcement.topic()));
                records.add(record(announcement, event, position, index));
            }
        }
        return records;
    }

    private ProducerRecord<String, byte[]> record(
            Announcement announcement, EventMessage<?> event, long position, int index) {
        var subject = announcement.subject().value();
        var id = event.getIdentifier() + "." + index;
        var announced = switch (announcement.data()) {
            case null -> Announced.tombstone(id, source, subject, position, event.getTimestamp());
            case Published data -> Announced.of(id, source, subject, position, event.getTimestamp(), data);
            default ->
                throw new IllegalArgumentException(
                        announcement.data().getClass() + " is not published by the contracts");
        };
        return CloudEventRecords.toRecord(
                announcement.topic(), announcement.key() == null ? subject : announcement.key(), announced);
    }

    private static void await(Future<RecordMetadata> send) {
        try {
            send.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }
}
