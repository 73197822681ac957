package io.nachweis.rights.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.nachweis.embeddedmongo.EmbeddedMongo;
import io.nachweis.rights.process.PendingRequests.Turn;
import io.nachweis.testing.ContractTest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@ContractTest
class QueueingRequestsTest {

    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");
    private static final int MORE_THAN_WERE_EVER_READ_AT_ONCE = 1_200;

    private EmbeddedMongo server;
    private MongoClient client;
    private MongoPendingRequests pending;

    @BeforeEach
    void start(@TempDir Path folder) {
        server = EmbeddedMongo.start(folder);
        client = MongoClients.create(server.uri());
        pending = new MongoPendingRequests(database());
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void every_request_has_its_turn_however_many_before_it_fail() {
        for (int i = 0; i < MORE_THAN_WERE_EVER_READ_AT_ONCE; i++) {
            pending.put(UUID.randomUUID(), NOW, NOW.minusSeconds(2));
        }
        UUID last = put(NOW.minusSeconds(1));

        List<UUID> tried = everybodyTried(NOW);

        assertThat(tried).hasSize(MORE_THAN_WERE_EVER_READ_AT_ONCE + 1).endsWith(last);
        assertThat(everybodyTried(NOW)).isEmpty();
        assertThat(everybodyTried(NOW.plus(Duration.ofSeconds(1)))).hasSameElementsAs(tried);
    }

    @Test
    void a_request_that_is_put_anew_has_its_turn_at_once() {
        UUID request = put(NOW);
        everybodyTried(NOW);
        pending.note(request, Set.of("lead"));

        pending.put(request, NOW, NOW);

        assertThat(pending.claim(request, NOW)).isPresent();
        assertThat(pending.claim(request, NOW)).as("somebody has it").isEmpty();
        assertThat(pending.reasons()).containsEntry(request, Set.of("lead"));
    }

    @Test
    void a_request_that_is_put_anew_while_it_is_tried_stays() {
        UUID request = put(NOW);
        Turn turn = pending.claim(NOW).orElseThrow();
        pending.put(request, NOW, NOW.plusMillis(1));

        pending.done(turn);

        assertThat(pending.claim(NOW.plusMillis(1)).map(Turn::request)).hasValue(request);
    }

    @Test
    void a_request_that_an_earlier_version_has_put_there_has_its_turn() {
        UUID request = UUID.randomUUID();
        database()
                .getCollection("waiting")
                .insertOne(new Document("_id", request.toString())
                        .append("since", Date.from(NOW))
                        .append("services", List.of()));

        assertThat(new MongoPendingRequests(database()).claim(NOW).map(Turn::request))
                .hasValue(request);
    }

    private UUID put(Instant now) {
        UUID request = UUID.randomUUID();
        pending.put(request, now, now);
        return request;
    }

    private List<UUID> everybodyTried(Instant now) {
        return Stream.generate(() -> pending.claim(now))
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream)
                .peek(turn -> pending.retryLater(turn, now))
                .map(Turn::request)
                .toList();
    }

    private MongoDatabase database() {
        return client.getDatabase("test");
    }
}
