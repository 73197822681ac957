package io.nachweis.embeddedmongo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The power fails at any moment, and the disk keeps whatever it likes of what it was not made to sync. A run is recorded
 * once; states of the disk after a failure are made from it by seed.
 */
@Tag("contract")
class LosingPowerTest {

    private static final boolean FULL = "full".equals(System.getProperty("nachweis.depth"));
    private static final int STATES = FULL ? 500 : 8;
    private static final long SEED = Long.getLong("nachweis.seed", 1);

    private static final String ACKNOWLEDGED = "acknowledged";
    private static final int ACKNOWLEDGEMENT = 2 * Integer.BYTES;
    private static final int THREADS = 8;
    private static final int WRITES = 500;
    private static final int KEYS = 40;

    private static Path folder;
    private static List<DiskJournal.Entry> journal;

    /** Runs in a JVM of its own. Each key has one writer, and one version after the other. */
    static final class Writer {

        public static void main(String[] arguments) throws IOException {
            Path folder = Path.of(arguments[0]);
            try (var acknowledged = FileChannel.open(
                            folder.resolve(ACKNOWLEDGED), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                    Storage storage = Storage.open(folder)) {
                List<Thread> threads = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    int thread = i;
                    threads.add(Thread.ofPlatform().start(() -> write(storage, acknowledged, thread)));
                }
                for (Thread thread : threads) {
                    thread.join();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void write(Storage storage, FileChannel acknowledged, int thread) {
            Tree documents = storage.tree("db.documents");
            Tree keys = storage.tree("db_keys.keys");
            for (int i = 0; i < WRITES; i++) {
                int key = thread * KEYS + i % KEYS;
                int version = i / KEYS + 1;
                storage.write(() -> {
                    for (Tree tree : List.of(documents, keys)) {
                        if (isRemoved(version)) {
                            tree.remove(number(key));
                        } else {
                            tree.replace(number(key), value(key, version));
                        }
                    }
                    return true;
                });
                acknowledge(acknowledged, key, version);
                if (thread == 0 && i % 50 == 49) {
                    storage.expunge(Family.FLEETING);
                }
                if (thread == 1 && i % 200 == 199) {
                    storage.compact();
                }
            }
        }

        private static void acknowledge(FileChannel acknowledged, int key, int version) {
            try {
                acknowledged.write(ByteBuffer.allocate(ACKNOWLEDGEMENT)
                        .putInt(key)
                        .putInt(version)
                        .flip());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static boolean isRemoved(int version) {
        return version % 4 == 3;
    }

    private static Bytes number(int number) {
        return Bytes.of(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }

    /** Its version, and bytes that only it has. */
    private static Bytes value(int key, int version) {
        Random random = new Random(31L * key + version);
        byte[] bytes = new byte[100 + random.nextInt(1_400)];
        random.nextBytes(bytes);
        ByteBuffer.wrap(bytes).putInt(version);
        return Bytes.of(bytes);
    }

    @BeforeAll
    static void record(@TempDir Path data, @TempDir Path beside) throws Exception {
        folder = data;
        Process writer = DiskJournal.jvm(data, beside, Writer.class).start();
        assertThat(writer.waitFor()).isZero();
        journal = DiskJournal.read(beside);
    }

    @ParameterizedTest
    @EnumSource
    void takes_back_nothing_that_was_acknowledged(CrashedDisk.Kept kept, @TempDir Path states) throws IOException {
        Random chance = new Random(31 * SEED + kept.name().hashCode());
        int[] points = chance.ints(STATES, 0, journal.size()).sorted().toArray();
        CrashedDisk disk = new CrashedDisk(folder);
        int done = 0;
        Map<String, List<Integer>> outcomes = new TreeMap<>();
        for (int point : points) {
            for (; done < point; done++) {
                disk.go(journal.get(done));
            }
            Path state = Files.createDirectory(states.resolve(point + "-" + chance.nextInt()));
            disk.fail(state, kept, chance);
            Files.deleteIfExists(state.resolve(ACKNOWLEDGED));
            outcomes.computeIfAbsent(outcome(state, disk.content(ACKNOWLEDGED)), _ -> new ArrayList<>())
                    .add(point);
        }
        assertThat(outcomes).as("seed " + SEED).containsOnlyKeys("kept");
    }

    private static String outcome(Path state, byte[] acknowledgements) {
        Map<Integer, Integer> acknowledged = new TreeMap<>();
        ByteBuffer buffer = ByteBuffer.wrap(acknowledgements);
        while (buffer.remaining() >= ACKNOWLEDGEMENT) {
            acknowledged.put(buffer.getInt(), buffer.getInt());
        }
        Storage opened;
        try {
            opened = Storage.open(state);
        } catch (IllegalStateException e) {
            return "refused: " + String.valueOf(e.getMessage()).replace(state.toString(), "...");
        }
        try (Storage storage = opened) {
            Tree documents = storage.tree("db.documents");
            Tree keys = storage.tree("db_keys.keys");
            return storage.read(() -> {
                View view = storage.view();
                for (int key = 0; key < THREADS * KEYS; key++) {
                    Bytes document = view.get(documents.prefix().plus(number(key)));
                    int atLeast = acknowledged.getOrDefault(key, 0);
                    if (!isOneOf(document, key, atLeast, atLeast + 1)) {
                        return "lost or falsified";
                    }
                    Bytes other = view.get(keys.prefix().plus(number(key)));
                    if (!Objects.equals(document, other)) {
                        return "torn";
                    }
                }
                return "kept";
            });
        }
    }

    private static boolean isOneOf(@Nullable Bytes stored, int key, int... versions) {
        return Arrays.stream(versions)
                .anyMatch(version ->
                        Objects.equals(stored, version == 0 || isRemoved(version) ? null : value(key, version)));
    }
}
