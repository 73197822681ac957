package io.nachweis.evidence;

import static io.nachweis.evidence.Events.inStream;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandSucceededEvent;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Processes that have met at one position look where the log ends before they write, instead of finding out by it. */
class TakingTurnsTest {

    private static final int ROUNDS = 20;

    /** Counts insertions that met another process's commit, and questions. */
    private static final class Races implements CommandListener {

        private final AtomicInteger lost = new AtomicInteger();
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public void commandSucceeded(CommandSucceededEvent event) {
            if (event.getResponse().containsKey("writeErrors")) {
                lost.incrementAndGet();
            }
            if (event.getCommandName().equals("find")) {
                asked.incrementAndGet();
            }
        }
    }

    private final MongoLog log = new MongoLog(MongoLog.embeddedServer());
    private final Races races = new Races();
    private final List<MongoClient> clients =
            Stream.generate(() -> MongoLog.embeddedServer(races)).limit(2).toList();
    private final List<EventStorageEngine> processes = clients.stream()
            .<EventStorageEngine>map(client -> log.builder(client).build())
            .toList();

    @AfterEach
    void close() {
        clients.forEach(MongoClient::close);
        log.close();
    }

    @Test
    void who_has_met_others_loses_no_more_races_to_them() {
        appendInTurn(0);
        int met = races.lost.get();

        appendInTurn(ROUNDS);

        assertThat(races.lost).hasValue(met);
    }

    @Test
    void who_meets_nobody_any_more_asks_no_more() {
        appendInTurn(0);
        append(0, ROUNDS);
        int asked = races.asked.get();

        append(0, 2 * ROUNDS);

        assertThat(races.asked).hasValue(asked);
    }

    private void appendInTurn(long first) {
        for (long sequence = first; sequence < first + ROUNDS; sequence++) {
            for (int process = 0; process < processes.size(); process++) {
                processes.get(process).appendEvents(inStream("of-" + process, sequence));
            }
        }
    }

    private void append(int process, long first) {
        for (long sequence = first; sequence < first + ROUNDS; sequence++) {
            processes.get(process).appendEvents(inStream("alone-" + process, sequence));
        }
    }
}
