package io.nachweis.evidence;

import static io.nachweis.evidence.Events.NOON;
import static io.nachweis.evidence.Events.at;
import static io.nachweis.evidence.Events.inStream;
import static io.nachweis.evidence.Events.stream;
import static io.nachweis.evidence.StayEvent.left;
import static java.util.stream.LongStream.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whoever follows the log from any position sees every later entry once, in order. */
abstract class TailingContract extends LogContract {

    TailingContract(LogUnderTest log) {
        super(log);
    }

    private List<Long> positionsFrom(@Nullable TrackingToken token) {
        return log.engine().readEvents(token, false).map(LogContract::position).toList();
    }

    @Test
    void begins_in_the_middle_of_a_commit() {
        append(stream("a", 3));
        append(stream("b", 3));

        List<String> all = idsFrom(0);
        assertThat(all).hasSize(6);
        for (int position = 0; position <= 6; position++) {
            assertThat(idsFrom(position)).isEqualTo(all.subList(position, 6));
        }
    }

    @Test
    void goes_on_over_commits_of_any_size() {
        append(stream("a", 99));
        append(stream("b", 250));
        append(stream("c", 1));

        assertThat(positions()).containsExactlyElementsOf(range(0, 350).boxed().toList());
    }

    @Test
    void sees_each_entry_once_while_others_append() throws InterruptedException {
        List<Long> seen = new ArrayList<>();
        AtomicInteger writing = new AtomicInteger(4);
        assertThat(AtOnce.run(5, thread -> {
                    if (thread > 0) {
                        for (int i = 0; i < 30; i++) {
                            append(stream("stream-" + thread + "-" + i, 2));
                        }
                        writing.decrementAndGet();
                        return;
                    }
                    boolean last;
                    do {
                        last = writing.get() == 0;
                        from(seen.size()).forEach(event -> seen.add(position(event)));
                    } while (!last);
                }))
                .isEmpty();

        assertThat(seen).containsExactlyElementsOf(range(0, 4 * 30 * 2).boxed().toList());
    }

    @Test
    void begins_at_either_end() {
        assertThat(positionsFrom(log.engine().createHeadToken())).isEmpty();
        append(stream("a", 3));

        assertThat(positionsFrom(log.engine().createTailToken())).containsExactly(0L, 1L, 2L);
        TrackingToken head = log.engine().createHeadToken();
        assertThat(positionsFrom(head)).isEmpty();
        append(stream("b", 1));
        assertThat(positionsFrom(head)).containsExactly(3L);
    }

    @Test
    void begins_with_the_first_entry_recorded_at_a_time_also_when_clocks_went_back() {
        append(at(NOON, "a", 0, left("a")), at(NOON.plusSeconds(60), "a", 1, left("a")));
        append(at(NOON.plusSeconds(30), "a", 2, left("a")));
        append(at(NOON.plusSeconds(10), "a", 3, left("a")), at(NOON.plusSeconds(90), "a", 4, left("a")));
        append(at(NOON.plusSeconds(90), "a", 5, left("a")));

        assertThat(positionsFrom(log.engine().createTokenAt(NOON.minusSeconds(1))))
                .startsWith(0L);
        assertThat(positionsFrom(log.engine().createTokenAt(NOON))).startsWith(0L);
        assertThat(positionsFrom(log.engine().createTokenAt(NOON.plusNanos(1_000))))
                .startsWith(1L);
        assertThat(positionsFrom(log.engine().createTokenAt(NOON.plusSeconds(60))))
                .startsWith(1L);
        assertThat(positionsFrom(log.engine().createTokenAt(NOON.plusSeconds(61))))
                .startsWith(4L);
        assertThat(positionsFrom(log.engine().createTokenAt(NOON.plusSeconds(91))))
                .isEmpty();
    }

    @Test
    void stops_where_a_commit_is_missing() {
        append(stream("a", 2));
        append(stream("b", 2));
        append(inStream("c", 0));
        log.lose(2);

        assertThatThrownBy(() -> from(0)).isInstanceOf(BrokenLog.class).hasMessageContaining("from position 2 to 3");
        assertThatThrownBy(() -> from(2)).isInstanceOf(BrokenLog.class);
        assertThat(idsFrom(4)).hasSize(1);
    }

    /** A log that was put back to an earlier state would otherwise be followed from where it has not been yet. */
    @Test
    void stops_when_the_log_is_shorter_than_it_was() {
        append(stream("a", 2));

        assertThat(idsFrom(2)).isEmpty();
        assertThatThrownBy(() -> from(3)).isInstanceOf(BrokenLog.class).hasMessageContaining("from position 2 to 2");
    }
}
