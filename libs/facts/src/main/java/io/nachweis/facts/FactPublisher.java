package io.nachweis.facts;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.nachweis.contracts.FactSigner;
import io.nachweis.contracts.Published;
import io.nachweis.contracts.PublishedFact;
import io.nachweis.facts.Publication.Announcement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.ConcludesBatch;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.ReplayStatus;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/**
 * Signs and sends what the log announces, in the order of the log for each person and at least once. A batch of events is one
 * transaction, and the position moves on only after its commit, so that no fact is first heard after its successor. Facts
 * that a broker has lost are published again by a replay; of what a compacted topic holds only the newest of each key.
 */
@ProcessingGroup(FactPublisher.GROUP)
class FactPublisher {

    static final String GROUP = "publication";

    /** Where Axon says which segment it works on. */
    private static final String SEGMENT = "Processor[" + GROUP + "]/SegmentId";

    private final FactSigner signer;
    private final Publications publication;
    private final EventStore log;
    private final KafkaTopics topics;
    private final IntFunction<SegmentProducer> ofSegment;
    private final Map<Integer, SegmentProducer> producers = new ConcurrentHashMap<>();
    private final Counter published;

    FactPublisher(
            FactSigner signer,
            Publications publication,
            EventStore log,
            KafkaTopics topics,
            IntFunction<SegmentProducer> ofSegment,
            MeterRegistry meters) {
        this.signer = signer;
        this.publication = publication;
        this.log = log;
        this.topics = topics;
        this.ofSegment = ofSegment;
        this.published = Counter.builder("nachweis.facts.published").register(meters);
    }

    @EventHandler
    void on(EventMessage<?> event, TrackingToken token, ReplayStatus replay, @ConcludesBatch boolean last) {
        var batch = CurrentUnitOfWork.get().root();
        var producer = producerOf(batch);
        AtomicInteger sent = batch.getOrComputeResource(FactPublisher.class.getName(), _ -> new AtomicInteger());
        try {
            for (var record : records(event, token.position().orElseThrow(), replay.isReplay())) {
                producer.send(record);
                sent.incrementAndGet();
            }
            if (last) {
                producer.commit();
                published.increment(sent.get());
            }
        } catch (RuntimeException e) {
            producer.discard();
            throw e;
        }
    }

    @EventListener
    void stop(ContextClosedEvent closed) {
        producers.values().forEach(SegmentProducer::stop);
    }

    private SegmentProducer producerOf(UnitOfWork<?> batch) {
        int segment = batch.getResource(SEGMENT);
        return producers.computeIfAbsent(segment, ofSegment::apply);
    }

    private List<ProducerRecord<String, byte[]>> records(EventMessage<?> event, long position, boolean again) {
        var records = new ArrayList<ProducerRecord<String, byte[]>>();
        var announcements = publication.announce(event.getPayload());
        for (int index = 0; index < announcements.size(); index++) {
            var announcement = announcements.get(index);
            // Of a person who was erased there is nobody left to speak of.
            if (!announcement.subject().isErased() && !(again && isSuperseded(announcement, event))) {
                topics.ensure(Set.of(announcement.topic()));
                records.add(record(announcement, event, position, index));
            }
        }
        return records;
    }

    /**
     * A state that a later one replaced long ago, or that was ended: whoever reads the compacted topic meanwhile must not
     * take it for the newest. A later one whose person was erased is not published again; it has no key any more by which it
     * could be compared, and replaces every state of its stream.
     */
    private boolean isSuperseded(Announcement announcement, EventMessage<?> event) {
        return announcement.key() != null
                && event instanceof DomainEventMessage<?> entry
                && log.readEvents(entry.getAggregateIdentifier(), entry.getSequenceNumber() + 1)
                        .asStream()
                        .flatMap(later -> publication.announce(later.getPayload()).stream())
                        .filter(later -> announcement.topic().equals(later.topic()))
                        .anyMatch(later ->
                                later.subject().isErased() || announcement.key().equals(later.key()));
    }

    private ProducerRecord<String, byte[]> record(
            Announcement announcement, EventMessage<?> event, long position, int index) {
        var subject = announcement.subject().value();
        var id = event.getIdentifier() + "." + index;
        var source = signer.source();
        var announced = switch (announcement.data()) {
            case null -> PublishedFact.tombstone(id, source, subject, position, event.getTimestamp());
            case Published data -> PublishedFact.of(id, source, subject, position, event.getTimestamp(), data);
            default ->
                throw new IllegalArgumentException(
                        announcement.data().getClass() + " is not published by the contracts");
        };
        return signer.toRecord(
                announcement.topic(), announcement.key() == null ? subject : announcement.key(), announced);
    }
}
