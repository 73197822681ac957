package io.nachweis.evidence;

import static io.nachweis.evidence.Events.stream;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandSucceededEvent;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who has read everything asks again and again whether there is more, and is answered with next to nothing. */
class WaitingAtTheEndTest {

    private static final int ENTRIES = 200;
    private static final int A_FEW_HUNDRED_BYTES = 600;

    private final AtomicLong answered = new AtomicLong();
    private final MongoLog log = new MongoLog(MongoLog.embeddedServer());
    private final MongoClient client = MongoLog.embeddedServer(new CommandListener() {
        @Override
        public void commandSucceeded(CommandSucceededEvent event) {
            answered.addAndGet(event.getResponse().toJson().length());
        }
    });
    private final EventStorageEngine engine = log.builder(client).build();

    @AfterEach
    void close() {
        client.close();
        log.close();
    }

    @Test
    void whoever_waits_at_the_end_is_not_given_the_last_commit_again() {
        engine.appendEvents(stream("a", ENTRIES));
        assertThat(answerFrom(ENTRIES - 2, 1)).isGreaterThan(A_FEW_HUNDRED_BYTES);

        assertThat(answerFrom(ENTRIES - 1, 0)).isLessThan(A_FEW_HUNDRED_BYTES);
    }

    private long answerFrom(long last, int entries) {
        answered.set(0);
        try (var read = engine.readEvents(new GlobalSequenceTrackingToken(last), false)) {
            assertThat(read.toList()).hasSize(entries);
        }
        return answered.get();
    }
}
