package io.nachweis.embeddedmongo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * While it runs, and others go on writing and reading. The attacker gets a copy of every byte of the data folder
 * afterwards, and knows what to look for.
 */
@Tag("contract")
class ExpungingTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int PERSONS = 2_000;
    private static final int MANY = 100_000;
    private static final long BYTES_AN_ERASURE = 4L * 1024 * 1024;

    private static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Of one person in one tree, in no order. */
    private static Bytes key(String tree, int person) {
        return bytes("%08x-%s-%d-k".formatted(31 * new Random(person).nextInt(), tree, person));
    }

    private static Bytes value(String tree, int person) {
        return bytes("wrapped-%s-%d-v".formatted(tree, person) + "x".repeat(100));
    }

    private static void put(Storage storage, Tree tree, int from, int to) {
        storage.write(() -> {
            IntStream.range(from, to).forEach(person -> tree.put(key(tree.name(), person), value(tree.name(), person)));
            return true;
        });
    }

    private static void remove(Storage storage, Tree tree, int person) {
        storage.write(() -> {
            tree.remove(key(tree.name(), person));
            return true;
        });
    }

    /** What of the persons' keys and values is somewhere in the folder. */
    private static Stream<String> found(Path folder, List<String> wanted) {
        String everything;
        try (Stream<Path> files = Files.list(folder)) {
            everything = files.map(ExpungingTest::content).collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return wanted.stream().filter(everything::contains);
    }

    private static String content(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            return ""; // it went in between
        }
    }

    private static void awaitGone(Path folder, List<String> wanted) {
        long deadline = System.nanoTime() + MINUTE.toNanos();
        while (found(folder, wanted).findAny().isPresent() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(100_000_000);
        }
        assertThat(found(folder, wanted)).isEmpty();
    }

    private static List<String> traces(Tree tree, int... persons) {
        return IntStream.of(persons)
                .boxed()
                .flatMap(person ->
                        Stream.of("%s-%d-k".formatted(tree.name(), person), "%s-%d-v".formatted(tree.name(), person)))
                .toList();
    }

    @Test
    void takes_keys_handles_and_indexes_out_of_every_file_within_a_minute(@TempDir Path folder) {
        try (Storage storage = Storage.open(folder)) {
            List<Tree> trees = Stream.of(
                            "a_keys.keys", "a_keys.handles", "a.log/subjects.id_1__id_1", "a.log/sealed.key_1")
                    .map(storage::tree)
                    .toList();
            Tree log = storage.tree("a.log");
            put(storage, log, 0, PERSONS);
            trees.forEach(tree -> put(storage, tree, 0, PERSONS));
            storage.compact();
            trees.forEach(tree -> {
                put(storage, tree, PERSONS, PERSONS + 3);
                assertThat(found(folder, traces(tree, 7, PERSONS))).isNotEmpty();
            });
            Tree emptied = storage.tree("b_keys.keys");
            put(storage, emptied, 0, 10);

            trees.forEach(tree -> {
                remove(storage, tree, 7);
                remove(storage, tree, PERSONS + 1);
                storage.write(() -> {
                    tree.replace(key(tree.name(), 99), bytes("retired"));
                    return true;
                });
            });
            storage.write(() -> {
                emptied.clear();
                return true;
            });

            List<String> gone = Stream.concat(
                            trees.stream().flatMap(tree -> traces(tree, 7, PERSONS + 1).stream()),
                            Stream.concat(
                                    traces(emptied, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9).stream(),
                                    trees.stream().map(tree -> tree.name() + "-99-v")))
                    .toList();
            awaitGone(folder, gone);
            trees.forEach(tree -> storage.read(() -> {
                View view = storage.view();
                for (int person = 0; person < PERSONS + 3; person++) {
                    boolean erased = person == 7 || person == PERSONS + 1;
                    assertThat(view.get(tree.prefix().plus(key(tree.name(), person))) == null)
                            .isEqualTo(erased);
                }
                return true;
            }));
        }
    }

    @Test
    void takes_everything_else_with_it_when_its_day_is_over(@TempDir Path folder) {
        try (Storage storage = Storage.open(folder)) {
            Tree log = storage.tree("a.log");
            put(storage, log, 0, PERSONS);
            storage.compact();
            remove(storage, log, 7);
            storage.write(() -> {
                log.replace(key(log.name(), 99), bytes("pulled"));
                return true;
            });
            List<String> gone = Stream.concat(traces(log, 7).stream(), Stream.of("a.log-99-v"))
                    .toList();
            assertThat(found(folder, gone)).isNotEmpty();

            storage.expunge(Family.LASTING);

            assertThat(found(folder, gone)).isEmpty();
            assertThat(found(folder, List.of("a.log-98-v", "pulled"))).hasSize(2);
        }
    }

    @Test
    void rewrites_little_for_one_person_among_many(@TempDir Path folder) throws IOException {
        try (Storage storage = Storage.open(folder)) {
            Tree keys = storage.tree("a_keys.keys");
            for (int from = 0; from < MANY; from += 1_000) {
                put(storage, keys, from, from + 1_000);
            }
            storage.compact();
            storage.expunge(Family.FLEETING);
            long stored = storage.fileSize();
            long before = writtenByThisProcess();
            remove(storage, keys, MANY / 2);
            storage.expunge(Family.FLEETING);
            long written = writtenByThisProcess() - before;
            System.out.printf("one erasure among %,d keys in %,d bytes writes %,d bytes%n", MANY, stored, written);
            assertThat(found(folder, traces(keys, MANY / 2))).isEmpty();
            assertThat(stored).isGreaterThan(3 * BYTES_AN_ERASURE);
            assertThat(written).isLessThan(BYTES_AN_ERASURE);
        }
    }

    /** As Linux counts it; nothing elsewhere. */
    private static long writtenByThisProcess() throws IOException {
        Path counters = Path.of("/proc/self/io");
        return Files.notExists(counters)
                ? 0
                : Files.readAllLines(counters).stream()
                        .filter(line -> line.startsWith("wchar: "))
                        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
                        .sum();
    }
}
