package io.nachweis.embeddedmongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingDamageTest {

    private static final int WRITES = 200;
    private static final int STATES = 60;
    private static final String TREE = "db.c";

    private static Bytes number(int number) {
        return Bytes.of(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }

    private static Bytes value(int number) {
        byte[] bytes = new byte[50 + 37 * number % 3_000];
        new Random(number).nextBytes(bytes);
        return Bytes.of(bytes);
    }

    private static void write(Storage storage, int number) {
        Tree tree = storage.tree(TREE);
        storage.write(() -> {
            tree.put(number(number), value(number));
            return true;
        });
    }

    private static Path newest(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .max(Comparator.comparing(Path::getFileName))
                    .orElseThrow();
        }
    }

    private static Path largest(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    /** How many are stored, of which none is missing in between. */
    private static int stored(Path folder) {
        try (Storage storage = Storage.open(folder)) {
            Tree tree = storage.tree(TREE);
            return storage.read(() -> {
                View.Entries entries = storage.view().entries(tree.all(), false);
                int count = 0;
                for (View.Entry entry = entries.next(); entry != null; entry = entries.next()) {
                    assertThat(entry.value()).isEqualTo(value(count));
                    count++;
                }
                return count;
            });
        }
    }

    /** Copies the folder as a kill would leave it; gives where in the log each write ends. */
    private static List<Long> writeAndKill(Path folder, Path killed) throws IOException {
        List<Long> ends = new ArrayList<>();
        try (Storage storage = Storage.open(folder)) {
            for (int i = 0; i < WRITES; i++) {
                write(storage, i);
                ends.add(Files.size(newest(folder, ".log")));
            }
            copy(folder, Files.createDirectory(killed));
        }
        return ends;
    }

    @Test
    void behind_the_last_acknowledged_write_costs_none_before(@TempDir Path folder, @TempDir Path states)
            throws IOException {
        Path killed = states.resolve("killed");
        List<Long> ends = writeAndKill(folder, killed);
        Random chance = new Random(1);
        for (int i = 0; i < STATES; i++) {
            Path state = Files.createDirectory(states.resolve("state" + i));
            copy(killed, state);
            Path log = newest(state, ".log");
            byte[] bytes = Files.readAllBytes(log);
            int acknowledged = 1 + chance.nextInt(WRITES - 1);
            int intact = Math.toIntExact(ends.get(acknowledged - 1));
            int next = Math.toIntExact(ends.get(acknowledged));
            int from = intact + chance.nextInt(next - intact);
            switch (i % 4) {
                case 0 -> bytes = Arrays.copyOf(bytes, from);
                case 1 -> Arrays.fill(bytes, from, bytes.length, (byte) 0);
                case 2 -> {
                    bytes = Arrays.copyOf(bytes, next);
                    bytes[from] ^= (byte) (1 << chance.nextInt(8));
                }
                default -> {
                    byte[] noise = new byte[bytes.length - from];
                    chance.nextBytes(noise);
                    System.arraycopy(noise, 0, bytes, from, noise.length);
                }
            }
            Files.write(log, bytes);
            assertThat(stored(state)).as("state " + i).isGreaterThanOrEqualTo(acknowledged);
        }
    }

    @Test
    void before_the_last_acknowledged_write_is_told_by_what_was_written_later(
            @TempDir Path folder, @TempDir Path states) throws IOException {
        Path killed = states.resolve("killed");
        List<Long> ends = writeAndKill(folder, killed);
        Random chance = new Random(1);
        for (int i = 0; i < STATES / 2; i++) {
            Path state = Files.createDirectory(states.resolve("state" + i));
            copy(killed, state);
            Path log = newest(state, ".log");
            byte[] bytes = Files.readAllBytes(log);
            bytes[chance.nextInt(Math.toIntExact(ends.get(WRITES / 2)))] ^= (byte) (1 << chance.nextInt(8));
            Files.write(log, bytes);
            assertThatThrownBy(() -> Storage.open(state))
                    .as("state " + i)
                    .hasMessageContainingAll("is damaged and was left as it is", "write-ahead log", "backup");
            assertThat(log).hasBinaryContent(bytes);
        }
    }

    private static void writeIntoTables(Path folder) {
        try (Storage storage = Storage.open(folder)) {
            for (int i = 0; i < WRITES; i++) {
                write(storage, i);
            }
            storage.compact();
        }
    }

    @Test
    void in_what_is_read_seldom_is_a_matter_of_verifying(@TempDir Path folder) throws IOException {
        writeIntoTables(folder);
        try (Storage storage = Storage.open(folder)) {
            storage.verify();
        }
        Path table = largest(folder, ".sst");
        byte[] bytes = Files.readAllBytes(table);
        bytes[bytes.length / 3] ^= 1;
        Files.write(table, bytes);
        try (Storage storage = Storage.open(folder)) {
            assertThatThrownBy(storage::verify)
                    .hasMessageContaining("checksum mismatch")
                    .hasMessageContaining(table.getFileName().toString());
        }
    }

    @Test
    void of_whole_files_keeps_it_from_being_opened(@TempDir Path folder, @TempDir Path states) throws IOException {
        writeIntoTables(folder);
        for (String ending : List.of(".sst", "CURRENT")) {
            Path state = Files.createDirectory(states.resolve("without" + ending));
            copy(folder, state);
            Files.delete(newest(state, ending));
            assertThatThrownBy(() -> Storage.open(state))
                    .hasMessageContainingAll("is damaged and was left as it is", "backup", state.toString());
        }
    }
}
