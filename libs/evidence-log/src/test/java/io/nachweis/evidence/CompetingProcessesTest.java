package io.nachweis.evidence;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.LongStream.range;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.nachweis.evidence.AppendingProcess.Acknowledged;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several processes write one log: whatever one of them was told is stored stands there once and in order. */
@Tag("contract")
class CompetingProcessesTest {

    private static final int THREADS = 8;
    private static final int COMMITS = 16;

    private final MongoLog log = new MongoLog(MongoLog.embeddedServer());

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void may_be_two_clients_with_eight_threads_each() throws InterruptedException {
        List<Acknowledged> acknowledged = Collections.synchronizedList(new ArrayList<>());
        List<MongoClient> clients = IntStream.range(0, 2)
                .mapToObj(_ -> MongoClients.create(MongoLog.embeddedUri()))
                .toList();
        List<AppendingProcess> processes = IntStream.range(0, 2)
                .mapToObj(i ->
                        new AppendingProcess(log.builder(clients.get(i)).build(), "process-" + i, acknowledged::add))
                .toList();

        assertThat(AtOnce.run(2 * THREADS, i -> processes.get(i / THREADS).append(i % THREADS, COMMITS)))
                .isEmpty();
        clients.forEach(MongoClient::close);

        assertHolds(acknowledged);
    }

    @Test
    void may_be_two_jvms_with_eight_threads_each() throws IOException, InterruptedException {
        List<Acknowledged> acknowledged = new ArrayList<>();
        List<Process> jvms = List.of(jvm("process-0"), jvm("process-1"));
        for (Process jvm : jvms) {
            try (var lines = new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8))) {
                lines.lines()
                        .filter(line -> line.startsWith(AppendingProcess.MARK))
                        .map(Acknowledged::read)
                        .forEach(acknowledged::add);
            }
            assertThat(jvm.waitFor()).isZero();
        }

        assertHolds(acknowledged);
    }

    private Process jvm(String name) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Daxoniq.update-checker.disabled=true",
                        AppendingProcess.class.getName(),
                        MongoLog.embeddedUri(),
                        log.name(),
                        name,
                        Integer.toString(THREADS),
                        Integer.toString(COMMITS))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private void assertHolds(List<Acknowledged> acknowledged) {
        assertThat(acknowledged).hasSize(2 * THREADS * COMMITS);
        List<? extends TrackedEventMessage<?>> entries =
                log.engine().readEvents(null, false).toList();
        assertThat(entries.stream().map(LogContract::position))
                .containsExactlyElementsOf(range(0, acknowledged.size()).boxed().toList());

        List<Acknowledged> stored = entries.stream()
                .map(entry -> (DomainEventMessage<?>) entry)
                .map(entry -> new Acknowledged(
                        entry.getAggregateIdentifier(), entry.getSequenceNumber(), entry.getIdentifier()))
                .toList();
        assertThat(stored).containsExactlyInAnyOrderElementsOf(acknowledged);
        assertThat(stored.stream().collect(groupingBy(Acknowledged::stream)))
                .allSatisfy((_, inOrder) -> assertThat(inOrder.stream().map(Acknowledged::sequence))
                        .containsExactlyElementsOf(
                                range(0, inOrder.size()).boxed().toList()));
    }
}
