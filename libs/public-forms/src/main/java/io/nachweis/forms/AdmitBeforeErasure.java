package io.nachweis.forms;

import io.nachweis.event.SubjectId;
import io.nachweis.lifecycle.BeforeErasure;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.starter.OwnEntries;
import java.time.Instant;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.Message;

/**
 * A person is erased whose form still waits. What must not be lost is admitted before, so that it ends, or is kept, as what
 * it is: a request by right is not lost by an erasure. Everything else ends with its person.
 */
class AdmitBeforeErasure implements BeforeErasure {

    private final OwnEntries entries;
    private final EventStore log;
    private final AdmitForms admission;

    AdmitBeforeErasure(OwnEntries entries, EventStore log, AdmitForms admission) {
        this.entries = entries;
        this.log = log;
        this.admission = admission;
    }

    @Override
    public void prepare(SubjectId subject, ControllerPolicy policy, Instant orderedAt) {
        entries.about(policy.id(), subject, false)
                .filter(entry -> entry.type().equals(FormReceived.TYPE))
                .flatMap(entry -> Stream.ofNullable(entry.stream()))
                .flatMap(stream -> log.readEvents(stream).asStream())
                .map(Message::getPayload)
                .map(FormReceived.class::cast)
                .forEach(admission::admitIfKept);
    }
}
