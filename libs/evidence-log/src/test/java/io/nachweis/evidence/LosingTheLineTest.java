package io.nachweis.evidence;

import static io.nachweis.evidence.Events.stream;
import static java.util.stream.LongStream.range;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.nachweis.evidence.UnreliableLine.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is appended while the line to the database breaks is stored once, or the caller hears that it may not be. */
class LosingTheLineTest {

    private final MongoLog log = new MongoLog(MongoLog.embeddedServer());
    private final UnreliableLine line;
    private final MongoClient client;
    private final EventStorageEngine engine;

    LosingTheLineTest() throws IOException {
        line = new UnreliableLine(MongoLog.embeddedPort());
        client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(
                        "mongodb://127.0.0.1:" + line.port() + "/?directConnection=true&retryWrites=false"))
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(300, TimeUnit.MILLISECONDS))
                .applyToServerSettings(server -> server.minHeartbeatFrequency(10, TimeUnit.MILLISECONDS)
                        .heartbeatFrequency(20, TimeUnit.MILLISECONDS))
                .build());
        engine = log.builder(client).patience(Duration.ofSeconds(2)).build();
    }

    @BeforeEach
    void append_something_first() {
        engine.appendEvents(stream("first", 2));
    }

    @AfterEach
    void hang_up() throws IOException {
        client.close();
        line.close();
        log.close();
    }

    private void assertDense(int entries) {
        assertThat(log.engine().readEvents(null, false).map(LogContract::position))
                .containsExactlyElementsOf(range(0, entries).boxed().toList());
    }

    @ParameterizedTest
    @EnumSource
    void stores_an_append_once(Fault fault) {
        line.breakAtNextInsert(fault);
        engine.appendEvents(stream("a", 3));
        engine.appendEvents(stream("b", 1));

        assertThat(line.breaks()).isEqualTo(fault == Fault.NONE ? 0 : 1);
        assertDense(6);
    }

    @ParameterizedTest
    @EnumSource
    void stores_each_of_many_appends_once(Fault fault) throws InterruptedException {
        assertThat(AtOnce.run(6, thread -> {
                    for (int i = 0; i < 10; i++) {
                        if (thread == 0 && i % 3 == 0) {
                            line.breakAtNextInsert(fault);
                        }
                        engine.appendEvents(stream("stream-" + thread + "-" + i, 2));
                    }
                }))
                .isEmpty();

        assertThat(line.breaks()).isEqualTo(fault == Fault.NONE ? 0 : 4);
        assertDense(2 + 6 * 10 * 2);
    }

    @Test
    void says_so_when_patience_ends_and_goes_on_when_the_line_is_back() {
        line.die(true);
        long start = System.nanoTime();
        assertThatThrownBy(() -> engine.appendEvents(stream("a", 1))).isInstanceOf(EventStoreException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));

        line.die(false);
        engine.appendEvents(stream("b", 1));
        assertDense(3);
    }
}
