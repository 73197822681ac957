package io.nachweis.evidence;

import static io.nachweis.evidence.Events.inStream;
import static io.nachweis.evidence.Events.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import java.time.Duration;
import java.util.List;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** All processors of a process follow its log as one, and ask the database only for what others appended. */
class FollowingTheLogTest {

    private static final int MANY = 100;

    private static final class HandMovedTicker implements Ticker {

        private long now;

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void pause(long nanos) {
            now += nanos;
        }
    }

    private final Questions asked = new Questions();
    private final MongoLog log = new MongoLog(MongoLog.embeddedServer());
    private final MongoClient client = MongoLog.embeddedServer(asked);
    private final EventStorageEngine ours = log.builder(client).build();
    private final EventStorageEngine theirs = log.engine();
    private final HandMovedTicker ticker = new HandMovedTicker();
    private final LogTail tail =
            new LogTail(new CommitCollection(client.getDatabase(log.name())), Duration.ofMillis(500), ticker);

    @AfterEach
    void close() {
        client.close();
        log.close();
    }

    private static List<Long> follow(EventStorageEngine engine, long next) {
        @Nullable GlobalSequenceTrackingToken token = next == 0 ? null : new GlobalSequenceTrackingToken(next - 1);
        try (var events = engine.readEvents(token, true)) {
            return events.map(LogContract::position).toList();
        }
    }

    private List<Long> follow(long next) {
        return tail.from(next, MANY).stream().map(StoredEntry::position).toList();
    }

    private void pass(Duration duration) {
        ticker.pause(duration.toNanos());
    }

    @Test
    void hands_on_what_the_process_appended_without_asking_for_it() {
        ours.appendEvents(stream("a", 2));
        ours.appendEvents(inStream("b", 0));
        asked.take();

        assertThat(follow(ours, 0)).containsExactly(0L, 1L, 2L);
        assertThat(follow(ours, 1)).containsExactly(1L, 2L);
        assertThat(follow(ours, 3)).isEmpty();
        assertThat(asked.take()).isEqualTo(0);
    }

    @Test
    void hands_on_the_same_as_the_database() {
        ours.appendEvents(inStream("a", 0));

        try (var fromMemory = ours.readEvents(null, true);
                var read = ours.readEvents(null, false)) {
            assertThat(fromMemory.map(Object::toString).toList())
                    .isEqualTo(read.map(Object::toString).toList());
        }
    }

    /** Kafka is away, say, and a person is erased before it is back. */
    @Test
    void hands_on_nothing_from_memory_to_who_is_far_behind() {
        ours.appendEvents(inStream("a", 0));
        StoredEntry stored = tail.from(0, MANY).getFirst();
        var entry = new NewEntry(stored.leaf(), stored.sealed(), stored.pseudonyms());
        tail.appended(1, new Commit(List.of(entry)));
        assertThat(follow(1)).containsExactly(1L);
        pass(Duration.ofSeconds(6));

        assertThat(follow(1)).as("since the database does not have it").isEmpty();
    }

    @Test
    void passes_over_nothing_that_others_appended_in_between() {
        ours.appendEvents(stream("a", 2));
        theirs.appendEvents(stream("b", 3));
        ours.appendEvents(inStream("c", 0));
        theirs.appendEvents(inStream("d", 0));
        ours.appendEvents(inStream("e", 0));

        assertThat(follow(ours, 0)).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(follow(ours, 3)).containsExactly(3L, 4L, 5L, 6L, 7L);
    }

    @Test
    void asks_seldom_while_nobody_appends_and_often_while_others_do() {
        assertThat(follow(0)).isEmpty();
        asked.take();
        for (int tenths = 0; tenths < 50; tenths++) {
            assertThat(follow(0)).isEmpty();
            pass(Duration.ofMillis(100));
        }
        assertThat(asked.take()).isBetween(8, 10);

        theirs.appendEvents(inStream("a", 0));
        pass(Duration.ofMillis(500));
        assertThat(follow(0)).containsExactly(0L);
        for (long next = 1; next < 10; next++) {
            assertThat(follow(next)).isEmpty();
            theirs.appendEvents(inStream("a", next));
            pass(Duration.ofMillis(100));
            assertThat(follow(next)).containsExactly(next);
        }
    }

    /** A log that was put back to an earlier state would otherwise be followed from where it has not been yet. */
    @Test
    void stops_when_the_log_is_shorter_than_it_was() {
        theirs.appendEvents(stream("a", 2));
        theirs.appendEvents(stream("b", 2));
        assertThat(follow(0)).containsExactly(0L, 1L, 2L, 3L);
        assertThat(follow(4)).isEmpty();
        log.lose(2);
        pass(Duration.ofSeconds(1));

        assertThatThrownBy(() -> follow(4)).isInstanceOf(BrokenLog.class);
    }
}
