package io.nachweis.local.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The files of a running platform's embedded database, as whoever copies the folder has them. */
public record DatabaseFiles(Path folder, Runnable compaction) {

    void compact() {
        compaction.run();
    }

    /** Whether the word stands in any of them. */
    boolean have(String word) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream().anyMatch(file -> contentOf(file).contains(word));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The database may have just done away with it. */
    private static String contentOf(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.readString(file, ISO_8859_1) : "";
        } catch (NoSuchFileException _) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
