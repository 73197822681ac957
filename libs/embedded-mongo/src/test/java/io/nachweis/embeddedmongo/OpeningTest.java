package io.nachweis.embeddedmongo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("contract")
class OpeningTest {

    private static final int ENTRIES = "full".equals(System.getProperty("nachweis.depth")) ? 5_000_000 : 100_000;
    private static final Duration AT_MOST = Duration.ofSeconds(2);

    /** Runs in a JVM of its own, and ends only by a kill. */
    static final class Writer {

        public static void main(String[] arguments) throws IOException {
            Storage storage = Storage.open(Path.of(arguments[0]));
            Tree tree = storage.tree("db.log");
            byte[] value = new byte[150];
            for (int i = 0; i < ENTRIES; i += 1_000) {
                int from = i;
                storage.write(() -> {
                    for (int j = from; j < from + 1_000; j++) {
                        new Random(j).nextBytes(value);
                        tree.put(key(j), Bytes.of(value.clone()));
                    }
                    return true;
                });
            }
            System.out.println("written");
            while (System.in.read() >= 0) {
                // until the kill
            }
        }
    }

    private static Bytes key(int number) {
        return Bytes.of(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }

    @Test
    void takes_no_longer_after_a_kill_the_more_there_is(@TempDir Path folder) throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dnachweis.depth=" + System.getProperty("nachweis.depth", ""),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var lines = new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("written");
        } finally {
            writer.destroyForcibly();
            writer.waitFor();
        }
        long began = System.nanoTime();
        try (Storage storage = Storage.open(folder)) {
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            System.out.printf(
                    "%,d entries, %,d bytes: opened in %d ms%n", ENTRIES, storage.fileSize(), took.toMillis());
            Tree tree = storage.tree("db.log");
            assertThat(storage.read(() -> storage.view().get(tree.prefix().plus(key(ENTRIES - 1)))))
                    .isNotNull();
            assertThat(took).isLessThan(AT_MOST);
        }
    }
}
