package io.nachweis.evidence;

import static io.nachweis.evidence.Events.inStream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Within one piece of work a stream is read once, and what others appended meanwhile is met when it is appended to. */
class ReadingStreamsOnceTest {

    private final Questions asked = new Questions();
    private final MongoLog log = new MongoLog(MongoLog.embeddedServer());
    private final MongoClient client = MongoLog.embeddedServer(asked);
    private final EvidenceLogEngine engine = log.builder(client).build();
    private final StreamReads reads = engine.reads();

    @AfterEach
    void close() {
        client.close();
        log.close();
    }

    private long size(String stream) {
        return engine.readEvents(stream).asStream().count();
    }

    @Test
    void reads_a_stream_once() {
        engine.appendEvents(inStream("a", 0));
        asked.take();

        reads.once(() -> {
            assertThat(size("a")).isEqualTo(1);
            return assertThat(size("a")).isEqualTo(1);
        });
        assertThat(asked.take()).isEqualTo(1);
    }

    @Test
    void reads_anew_what_it_has_appended_to() {
        reads.once(() -> {
            assertThat(size("a")).isZero();
            engine.appendEvents(inStream("a", 0));
            return assertThat(size("a")).isEqualTo(1);
        });
    }

    @Test
    void is_refused_what_it_decides_on_an_old_reading() {
        engine.appendEvents(inStream("a", 0));

        reads.once(() -> {
            assertThat(size("a")).isEqualTo(1);
            log.engine().appendEvents(inStream("a", 1));
            assertThat(size("a")).isEqualTo(1);
            assertThatThrownBy(() -> engine.appendEvents(inStream("a", 1))).isInstanceOf(ConcurrencyException.class);
            return assertThat(size("a")).isEqualTo(2);
        });
    }

    @Test
    void tries_again_on_another_thread_with_what_is_there() {
        reads.once(() -> {
            assertThat(size("a")).isZero();
            log.engine().appendEvents(inStream("a", 0));
            return assertThat(CompletableFuture.supplyAsync(() -> size("a")).join())
                    .isEqualTo(1);
        });
    }

    @Test
    void takes_a_stream_to_be_new_until_it_is_not() {
        UUID stream = UUID.randomUUID();
        log.engine().appendEvents(inStream(stream.toString(), 0));
        asked.take();

        reads.ofNew(stream, () -> {
            assertThat(size(stream.toString())).isZero();
            assertThat(asked.take()).isEqualTo(0);
            assertThatThrownBy(() -> engine.appendEvents(inStream(stream.toString(), 0)))
                    .isInstanceOf(AggregateStreamCreationException.class);
            return assertThat(size(stream.toString())).isEqualTo(1);
        });
    }

    @Test
    void knows_nothing_outside_of_it() {
        assertThat(reads.<Long>once(() -> size("a"))).isZero();
        engine.appendEvents(inStream("a", 0));

        assertThat(size("a")).isEqualTo(1);
    }
}
