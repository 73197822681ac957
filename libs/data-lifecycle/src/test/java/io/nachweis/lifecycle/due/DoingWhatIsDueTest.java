package io.nachweis.lifecycle.due;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.nachweis.embeddedmongo.EmbeddedMongo;
import io.nachweis.lifecycle.due.DueHandler.Outcome;
import io.nachweis.starter.DomainClock;
import io.nachweis.testing.ContractTest;
import io.nachweis.testing.MovableClock;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@ContractTest
class DoingWhatIsDueTest {

    record End(UUID entry) {}

    private static final int MORE_THAN_WE_TAKE_AT_ONCE = 250;
    private static final Duration LONGEST_RETRY = Duration.ofHours(6);

    private final MovableClock clock = new MovableClock();
    private final List<UUID> tried = Collections.synchronizedList(new ArrayList<>());
    private final Set<UUID> broken = ConcurrentHashMap.newKeySet();
    private final Set<UUID> unreachable = ConcurrentHashMap.newKeySet();
    private final Set<UUID> waiting = ConcurrentHashMap.newKeySet();
    private final DefaultCommandGateway commands =
            DefaultCommandGateway.builder().commandBus(handled()).build();
    private EmbeddedMongo server;
    private MongoClient client;
    private DueItems items;

    @BeforeEach
    void start(@TempDir Path folder) {
        server = EmbeddedMongo.start(folder);
        client = MongoClients.create(server.uri());
        items = new DueItems(database());
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void goes_on_to_what_is_behind_any_number_of_items_that_fail_for_good() {
        for (int i = 0; i < MORE_THAN_WE_TAKE_AT_ONCE; i++) {
            broken.add(dueSince(Duration.ofDays(2)));
        }
        UUID behind = dueSince(Duration.ofDays(1));

        run();

        assertThat(tried).hasSize(MORE_THAN_WE_TAKE_AT_ONCE + 1).contains(behind);
        assertThat(left()).isEqualTo(MORE_THAN_WE_TAKE_AT_ONCE);
    }

    @Test
    void goes_on_to_what_is_behind_items_that_cannot_even_be_read() {
        database()
                .getCollection("due")
                .insertMany(IntStream.range(0, MORE_THAN_WE_TAKE_AT_ONCE)
                        .mapToObj(i -> new Document("_id", "broken " + i).append("at", Instant.ofEpochMilli(i)))
                        .toList());
        UUID behind = dueSince(Duration.ofDays(1));

        run();

        assertThat(tried).containsExactly(behind);
    }

    @Test
    void goes_on_to_what_is_behind_items_that_wait_for_somebody_who_is_away() {
        unreachable.add(dueSince(Duration.ofDays(2)));
        UUID behind = dueSince(Duration.ofDays(1));

        run();
        run();

        assertThat(tried).contains(behind);
    }

    @Test
    void tries_what_failed_again_and_waits_longer_each_time() {
        UUID entry = dueSince(Duration.ofDays(1));
        broken.add(entry);
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            run();
            Duration waited = Duration.between(clock.instant(), at(entry));
            waits.add(waited.plusSeconds(30).truncatedTo(ChronoUnit.MINUTES));
            clock.advance(waited);
        }
        assertThat(tried).hasSize(12);
        assertThat(waits)
                .startsWith(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(4))
                .endsWith(LONGEST_RETRY, LONGEST_RETRY);

        broken.clear();
        run();
        assertThat(left()).isZero();
    }

    @Test
    void looks_again_soon_at_what_has_to_wait_and_holds_up_nothing_else() {
        UUID entry = dueSince(Duration.ofDays(2));
        waiting.add(entry);
        UUID behind = dueSince(Duration.ofDays(1));

        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            run();
            Duration waited = Duration.between(clock.instant(), at(entry));
            waits.add(waited.plusMillis(900).truncatedTo(ChronoUnit.SECONDS));
            clock.advance(waited);
        }

        assertThat(tried).hasSize(13).startsWith(entry, behind);
        assertThat(waits)
                .startsWith(Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8))
                .endsWith(Duration.ofMinutes(10), Duration.ofMinutes(10));

        waiting.clear();
        run();
        assertThat(left()).isZero();
    }

    @Test
    void leaves_what_was_put_off_meanwhile_until_its_new_time() {
        UUID entry = dueSince(Duration.ofDays(1));
        var claimed = items.claim(clock.instant()).orElseThrow();
        items.put(new DueItem("idm", "test", entry, entry, clock.instant().plus(Duration.ofDays(1))));

        items.done(claimed);
        items.retryLater(claimed, clock.instant());

        run();
        assertThat(tried).isEmpty();
        clock.advance(Duration.ofDays(1).plusSeconds(1));
        run();
        assertThat(tried).containsExactly(entry);
    }

    @Test
    void gives_each_item_to_one_of_those_who_ask_at_once() throws Exception {
        for (int i = 0; i < MORE_THAN_WE_TAKE_AT_ONCE; i++) {
            dueSince(Duration.ofDays(1));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(Collections.nCopies(4, Executors.callable(this::run)))) {
                done.get();
            }
        }
        assertThat(tried).hasSize(MORE_THAN_WE_TAKE_AT_ONCE).doesNotHaveDuplicates();
    }

    @Test
    void gives_what_somebody_claimed_and_never_finished_to_others_after_a_while() {
        UUID entry = dueSince(Duration.ofDays(1));
        assertThat(items.claim(clock.instant())).isPresent();
        run();
        assertThat(tried).isEmpty();

        clock.advance(Duration.ofMinutes(1).plusSeconds(1));
        run();
        assertThat(tried).containsExactly(entry);
    }

    private void run() {
        new DoWhatIsDue(
                        items,
                        List.of(this::handle),
                        (item, _) -> new End(item.entry()),
                        commands,
                        new DomainClock(clock))
                .run();
    }

    private Outcome handle(DueItem item, Instant now) {
        if (!waiting.contains(item.entry())) {
            return Outcome.NOT_MINE;
        }
        tried.add(item.entry());
        return Outcome.NOT_YET;
    }

    private SimpleCommandBus handled() {
        var bus = SimpleCommandBus.builder().build();
        var _ = bus.subscribe(End.class.getName(), message -> {
            UUID entry = ((End) message.getPayload()).entry();
            tried.add(entry);
            if (broken.contains(entry)) {
                throw new IllegalStateException("for good");
            }
            if (unreachable.contains(entry)) {
                throw new UncheckedIOException(new ConnectException());
            }
            return null;
        });
        return bus;
    }

    private UUID dueSince(Duration ago) {
        UUID entry = UUID.randomUUID();
        items.put(new DueItem("idm", "test", entry, entry, clock.instant().minus(ago)));
        return entry;
    }

    private Instant at(UUID entry) {
        var found = database().getCollection("due").find(new Document("_id", entry.toString()));
        return Objects.requireNonNull(found.first()).getDate("at").toInstant();
    }

    private long left() {
        return database().getCollection("due").countDocuments();
    }

    private MongoDatabase database() {
        return client.getDatabase("test");
    }
}
