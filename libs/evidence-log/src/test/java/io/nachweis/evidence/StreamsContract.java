package io.nachweis.evidence;

import static io.nachweis.evidence.Events.NOON;
import static io.nachweis.evidence.Events.inStream;
import static io.nachweis.evidence.Events.ofRequest;
import static io.nachweis.evidence.Events.stream;
import static io.nachweis.evidence.Events.withId;
import static io.nachweis.evidence.StayEvent.left;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.Test;

/** A stream has each sequence number once, whoever races for it, and is read in its order. */
abstract class StreamsContract extends LogContract {

    StreamsContract(LogUnderTest log) {
        super(log);
    }

    private List<String> idsOf(String stream, long firstSequence) {
        return log.engine()
                .readEvents(stream, firstSequence)
                .asStream()
                .map(EventMessage::getIdentifier)
                .toList();
    }

    @Test
    void are_read_in_order_whatever_stands_between() {
        DomainEventMessage<?> first = inStream("a", 0);
        DomainEventMessage<?> second = inStream("a", 1);
        DomainEventMessage<?> third = inStream("a", 2);
        append(first, inStream("b", 0));
        append(inStream("b", 1), second);
        append(third);

        assertThat(idsOf("a", 0)).isEqualTo(ids(first, second, third));
        assertThat(idsOf("a", 1)).isEqualTo(ids(second, third));
        assertThat(log.engine().lastSequenceNumberFor("a")).contains(2L);
    }

    @Test
    void are_kept_apart_when_their_names_begin_alike() {
        DomainEventMessage<?> plain = inStream("a", 0);
        DomainEventMessage<?> longer = inStream("a/1", 0);
        DomainEventMessage<?> longest = inStream("a/1/000000000000", 0);
        append(plain, longer, longest);

        assertThat(idsOf("a", 0)).isEqualTo(ids(plain));
        assertThat(idsOf("a/1", 0)).isEqualTo(ids(longer));
        assertThat(idsOf("a/1/000000000000", 0)).isEqualTo(ids(longest));
        assertThat(log.engine().lastSequenceNumberFor("a/2")).isEmpty();
    }

    @Test
    void let_one_of_many_racing_threads_win() throws InterruptedException {
        append(inStream("a", 0));

        List<Throwable> losers = AtOnce.run(8, _ -> append(inStream("a", 1)));

        assertThat(losers).hasSize(7).allMatch(ConcurrencyException.class::isInstance);
        assertThat(positions()).containsExactly(0L, 1L);
    }

    @Test
    void let_one_of_two_racing_processes_win() throws InterruptedException {
        List<EventStorageEngine> processes = List.of(log.engine(), log.anotherEngine());
        append(inStream("a", 0));

        for (int sequence = 1; sequence <= 20; sequence++) {
            DomainEventMessage<?> one = inStream("a", sequence);
            DomainEventMessage<?> other = inStream("a", sequence);
            assertThat(AtOnce.run(2, i -> processes.get(i).appendEvents(i == 0 ? one : other)))
                    .hasSize(1)
                    .allMatch(ConcurrencyException.class::isInstance);
        }
        assertThat(idsOf("a", 0)).hasSize(21);
    }

    @Test
    void do_not_suffer_from_a_race_lost_by_others_of_the_same_round_trip() throws InterruptedException {
        append(inStream("raced", 0), inStream("raced", 1));

        List<Throwable> losers = AtOnce.run(
                8, thread -> append(thread % 2 == 0 ? inStream("raced", 1) : inStream("stream-" + thread, 0)));

        assertThat(losers).hasSize(4).allMatch(ConcurrencyException.class::isInstance);
        assertThat(positions()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void refuse_an_event_that_is_in_the_log_already() {
        append(withId("one", NOON, "a", 0, left("a")));

        assertThatThrownBy(() -> append(withId("one", NOON, "b", 1, left("b"))))
                .isInstanceOf(ConcurrencyException.class);
        assertThat(positions()).containsExactly(0L);
    }

    @Test
    void refuse_a_request_that_is_in_the_log_already_whatever_its_events_are_now() {
        append(ofRequest("r", inStream("a", 0)), ofRequest("r", inStream("a", 1)));
        append(ofRequest("s", inStream("b", 0)));

        assertThatThrownBy(() -> append(ofRequest("r", inStream("a", 2)))).isInstanceOf(RequestAlreadyStored.class);
        assertThatThrownBy(() -> append(ofRequest("r", inStream("c", 0)))).isInstanceOf(RequestAlreadyStored.class);
        assertThatThrownBy(() -> append(ofRequest("r", inStream("a", 0))))
                .isInstanceOf(AggregateStreamCreationException.class);
        assertThat(positions()).containsExactly(0L, 1L, 2L);
    }

    /** Two appends would be two facts, and a crash between them would leave one. */
    @Test
    void refuse_what_a_subscriber_publishes_while_its_cause_is_stored() {
        EmbeddedEventStore store =
                EmbeddedEventStore.builder().storageEngine(log.engine()).build();
        store.subscribe(events -> events.forEach(event -> {
            if (event instanceof DomainEventMessage<?>) {
                store.publish(new GenericEventMessage<>(left("published by a subscriber")));
            }
        }));

        DefaultUnitOfWork<?> work = DefaultUnitOfWork.startAndGet(new GenericEventMessage<>("command"));
        store.publish(inStream("a", 0));
        assertThatThrownBy(work::commit).isInstanceOf(IllegalStateException.class);
        store.shutDown();

        assertThat(positions()).containsExactly(0L);
    }

    @Test
    void take_a_long_stream_whole() {
        append(stream("a", 250));

        assertThat(idsOf("a", 0)).hasSize(250);
    }
}
