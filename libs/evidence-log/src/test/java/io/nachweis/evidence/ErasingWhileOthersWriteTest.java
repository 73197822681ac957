package io.nachweis.evidence;

import static io.nachweis.evidence.Events.inStream;
import static io.nachweis.evidence.StayEvent.arrived;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoDatabase;
import io.nachweis.event.SubjectId;
import io.nachweis.personal.KeyScope;
import io.nachweis.personal.MasterKey;
import io.nachweis.personal.MongoSubjectKeys;
import io.nachweis.personal.SubjectKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Another process may have a key at hand that is retired, and seal under it for a while. */
class ErasingWhileOthersWriteTest {

    private static final SubjectId ANNA = SubjectId.of("1.annaannaannaannaannaannaannaannaannaannaanA");
    private static final KeyScope STAY = new KeyScope(ANNA, MemoryDisclosures.CATEGORY, "a");
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final MongoLog log = new MongoLog(MongoLog.embeddedServer());
    private final SubjectKeys ours = keys();
    private final EventStorageEngine others = log.builder(keys()).build();

    private SubjectKeys keys() {
        MongoDatabase database = log.database();
        return new MongoSubjectKeys(database, MasterKey.of(new byte[MasterKey.BYTES]));
    }

    @AfterEach
    void close() {
        log.close();
    }

    private void append(long sequence) {
        others.appendEvents(inStream("a", sequence, arrived("a", ANNA.value(), "Anna")));
    }

    @Test
    void removes_what_they_sealed_until_they_noticed() {
        append(0);
        List<Long> pauses = new ArrayList<>();
        Erasure erasure = new MongoErasure(log.database(), log.database(), ours, GRACE, new Ticker() {
            private long now;

            @Override
            public long nanos() {
                return now;
            }

            @Override
            public void pause(long nanos) {
                pauses.add(nanos);
                append(pauses.size());
                now += nanos;
            }
        });

        assertThat(erasure.erase(STAY)).isEqualTo(new Erasure.ErasureResult(1, 2));

        assertThat(pauses).containsExactly(GRACE.toNanos());
        assertThat(log.documents())
                .hasSize(2)
                .allSatisfy(commit ->
                        assertThat(commit.getList("sealed", Document.class)).isEmpty())
                .allSatisfy(commit ->
                        assertThat(commit.getList("subjects", Document.class)).isEmpty());
        assertThat(ours.idsOf(STAY)).isEmpty();
    }

    @Test
    void waits_for_nobody_when_nothing_is_to_be_erased() {
        Erasure erasure = new MongoErasure(log.database(), log.database(), ours, Duration.ofDays(1));

        assertThat(erasure.erase(STAY)).isEqualTo(new Erasure.ErasureResult(0, 0));
    }

    /** As a database does that was stopped in the middle: whoever sent it gave it up long ago. */
    @Test
    void removes_what_was_stored_when_its_keys_were_destroyed() {
        append(0);
        Document commit = log.documents().getFirst();
        Erasure erasure = new MongoErasure(log.database(), log.database(), ours, Duration.ZERO);
        erasure.erase(STAY);

        commit.put("_id", 1L);
        commit.put("keys", List.of("e:late"));
        log.database().getCollection("log").insertOne(commit);
        assertThat(log.documents().getLast().toJson()).contains(ANNA.value());

        assertThat(erasure.complete()).isEqualTo(new Erasure.ErasureResult(0, 1));
        assertThat(log.documents().toString()).doesNotContain(ANNA.value());
        assertThat(log.documents().getLast().getList("sealed", Document.class)).isEmpty();
        assertThat(erasure.complete()).isEqualTo(new Erasure.ErasureResult(0, 0));
    }

    /** A process that stood still between both, as one of a machine that was suspended. */
    @Test
    void stores_nothing_that_was_sealed_too_long_ago() {
        append(0);
        long[] now = {0};
        var ticker = new Ticker() {
            @Override
            public long nanos() {
                return now[0];
            }

            @Override
            public void pause(long nanos) {
                now[0] += nanos;
            }
        };
        var commits = new CommitCollection(log.database());
        var writer = new CommitWriter(
                commits, new LogTail(commits, Duration.ofMillis(500), ticker), Duration.ofSeconds(2), ticker);
        var maker = new EntryMaker(new MemoryDisclosures(ours));
        var settled = new ArrayList<@Nullable RuntimeException>();
        for (long sequence = 1; sequence <= 2; sequence++) {
            var entry = maker.make(
                    inStream("a", sequence, arrived("a", ANNA.value(), "Anna")),
                    PublishedTypeSerializer.of(EntryTypes.of(StayEvent.class)));
            var append = new Append(Commit.of(List.of(entry)), now[0], new ReentrantLock().newCondition());
            now[0] += CommitWriter.OLDEST_SEAL.toNanos() + 2 - sequence;
            writer.write(List.of(append), (_, failure) -> settled.add(failure));
        }

        assertThat(settled.getFirst()).isInstanceOf(MongoTimeoutException.class);
        assertThat(settled.getLast()).isNull();
        assertThat(log.documents()).hasSize(2);
    }
}
