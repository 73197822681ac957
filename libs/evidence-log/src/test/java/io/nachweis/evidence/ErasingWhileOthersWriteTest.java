package io.nachweis.evidence;

import static io.nachweis.evidence.Events.inStream;
import static io.nachweis.evidence.StayEvent.arrived;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.nachweis.event.SubjectId;
import io.nachweis.personal.KeyScope;
import io.nachweis.personal.MasterKey;
import io.nachweis.personal.MongoSubjectKeys;
import io.nachweis.personal.SubjectKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.bson.Document;
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
        Erasure erasure = new MongoErasure(log.database(), ours, GRACE, new Ticker() {
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
        Erasure erasure = new MongoErasure(log.database(), ours, Duration.ofDays(1));

        assertThat(erasure.erase(STAY)).isEqualTo(new Erasure.ErasureResult(0, 0));
    }
}
