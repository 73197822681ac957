package io.nachweis.starter.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.embeddedmongo.EmbeddedMongo;
import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.starter.SubjectIds;
import io.nachweis.starter.sample.NoteCommand;
import io.nachweis.starter.sample.NoteCommand.StarNote;
import io.nachweis.starter.sample.NoteCommand.TakeNote;
import io.nachweis.starter.sample.RunningSample;
import io.nachweis.testing.ModuleTest;
import io.nachweis.testing.TestIssuer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances of a service handle commands for the same streams: no lock between them, and no command fails. */
@ModuleTest
class CompetingServicesTest {

    private static final int THREADS = 3;

    @TempDir
    private static Path folder;

    private static EmbeddedMongo mongo;
    private static TestIssuer issuer;
    private static List<RunningSample> instances;

    @BeforeAll
    static void start() {
        mongo = EmbeddedMongo.start(folder.resolve("mongo"));
        issuer = new TestIssuer();
        instances = List.of(
                RunningSample.start(mongo.uri(), "127.0.0.1:1", issuer, folder),
                RunningSample.start(mongo.uri(), "127.0.0.1:1", issuer, folder));
    }

    @AfterAll
    static void stop() {
        instances.forEach(RunningSample::close);
        issuer.close();
        mongo.close();
    }

    @Test
    void all_commands_succeed_that_race_for_the_beginning_of_a_stream() {
        for (int i = 0; i < 5; i++) {
            UUID note = UUID.randomUUID();
            race(1, () -> take(note));

            assertThat(eventsOf(note)).isEqualTo(1);
        }
    }

    @Test
    void all_commands_succeed_that_race_for_a_place_in_a_stream() {
        UUID note = UUID.randomUUID();
        instances.getFirst().bean(CommandGateway.class).sendAndWait(take(note));

        race(3, () -> new StarNote(note));

        assertThat(eventsOf(note)).isEqualTo(1 + 2 * THREADS * 3);
    }

    private static TakeNote take(UUID note) {
        var subject = instances.getFirst().bean(SubjectIds.class).of("idm", EmailAddress.of("ada@example.org"));
        return new TakeNote(note, "idm", subject, Personal.of("popular"), Instant.EPOCH);
    }

    /** Each thread of each instance sends so many, one after another, and all begin together. */
    private static void race(int each, Supplier<NoteCommand> command) {
        var barrier = new CyclicBarrier(2 * THREADS);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<CompletableFuture<Void>>();
            for (int i = 0; i < 2 * THREADS; i++) {
                var gateway = instances.get(i % 2).bean(CommandGateway.class);
                all.add(CompletableFuture.runAsync(
                        () -> {
                            await(barrier);
                            for (int j = 0; j < each; j++) {
                                gateway.sendAndWait(command.get());
                            }
                        },
                        threads));
            }
            all.forEach(CompletableFuture::join);
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static long eventsOf(UUID note) {
        return instances
                .getFirst()
                .bean(EventStore.class)
                .readEvents(note.toString())
                .asStream()
                .count();
    }
}
