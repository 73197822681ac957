package io.nachweis.evidence;

import static io.nachweis.evidence.Events.inStream;
import static io.nachweis.evidence.Events.stream;
import static java.util.stream.LongStream.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** Every entry has a position, from 0 and without gaps, and what is appended together stands together. */
abstract class PositionsContract extends LogContract {

    PositionsContract(LogUnderTest log) {
        super(log);
    }

    @Test
    void are_dense_from_zero() {
        append(stream("a", 2));
        append(Events.ofNoStream());
        append(stream("b", 3));

        assertThat(positions()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void are_shared_out_by_commit_one_document_each() {
        append(stream("a", 2));
        append(stream("b", 3));

        assertThat(log.documents()).extracting(commit -> commit.getLong("_id")).containsExactly(0L, 2L);
        assertThat(log.documents()).extracting(commit -> commit.getInteger("n")).containsExactly(2, 3);
    }

    @Test
    void are_dense_when_many_threads_append() throws InterruptedException {
        assertThat(AtOnce.run(8, thread -> {
                    for (int i = 0; i < 25; i++) {
                        append(stream("stream-" + thread + "-" + i, 1 + i % 3));
                    }
                }))
                .isEmpty();

        long entries = log.documents().stream()
                .mapToLong(commit -> commit.getInteger("n"))
                .sum();
        assertThat(entries).isEqualTo(8 * 49);
        assertThat(positions())
                .containsExactlyElementsOf(range(0, entries).boxed().toList());
    }

    @Test
    void are_dense_when_two_processes_append() throws InterruptedException {
        List<EventStorageEngine> processes = List.of(log.engine(), log.anotherEngine());

        assertThat(AtOnce.run(6, thread -> {
                    for (int i = 0; i < 20; i++) {
                        processes.get(thread % 2).appendEvents(stream("stream-" + thread + "-" + i, 2));
                    }
                }))
                .isEmpty();

        assertThat(positions())
                .containsExactlyElementsOf(range(0, 6 * 20 * 2).boxed().toList());
    }

    @Test
    void are_not_taken_by_a_refused_append() {
        append(stream("a", 2));
        assertThatThrownBy(() -> append(inStream("b", 1), inStream("a", 1))).isInstanceOf(ConcurrencyException.class);
        append(stream("b", 1));

        assertThat(positions()).containsExactly(0L, 1L, 2L);
    }

    @Test
    void are_not_taken_by_an_append_of_nothing() {
        append(List.of());
        append(stream("a", 1));

        assertThat(positions()).containsExactly(0L);
    }

    @Test
    void of_one_commit_are_a_thousand_at_most() {
        append(stream("a", 1_000));
        assertThatThrownBy(() -> append(stream("b", 1_001))).isInstanceOf(EventStoreException.class);

        assertThat(log.documents()).extracting(commit -> commit.getInteger("n")).containsExactly(1_000);
    }

    @Test
    void of_one_commit_fill_eight_mebibytes_at_most() {
        String text = "x".repeat(3 << 20);
        append(inStream("a", 0, StayEvent.left(text)), inStream("a", 1, StayEvent.left(text)));
        assertThatThrownBy(() -> append(
                        inStream("b", 0, StayEvent.left(text)),
                        inStream("b", 1, StayEvent.left(text)),
                        inStream("b", 2, StayEvent.left(text))))
                .isInstanceOf(EventStoreException.class);

        assertThat(log.documents())
                .extracting((Document commit) -> commit.getInteger("n"))
                .containsExactly(2);
    }
}
