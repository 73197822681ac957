package io.nachweis.embeddedmongo;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a process did to the files of a folder, written down by {@code disk.c} between it and the disk. */
final class DiskJournal {

    private static final Path SOURCE = Path.of("src/test/c/disk.c").toAbsolutePath();
    private static final int HEAD = 1 + Long.BYTES + Long.BYTES + Integer.BYTES;

    /** Its parts mean what {@code disk.c} says. */
    record Entry(char kind, long file, long number, Bytes bytes) {}

    private DiskJournal() {}

    /**
     * A JVM with that between it and the disk.
     *
     * @param beside a folder for what is not to be recorded
     */
    static ProcessBuilder jvm(Path folder, Path beside, Class<?> program, Object... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                folder.toString()));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        ProcessBuilder process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        process.environment()
                .putAll(Map.of(
                        "LD_PRELOAD", compiled(beside).toString(),
                        "DISK_FOLDER", folder.toString(),
                        "DISK_JOURNAL", journal(beside).toString(),
                        "DISK_FULL", full(beside).toString()));
        return process;
    }

    /** The disk is full as long as it is there. */
    static Path full(Path beside) {
        return beside.resolve("full");
    }

    private static Path journal(Path beside) {
        return beside.resolve("journal");
    }

    private static Path compiled(Path beside) throws IOException, InterruptedException {
        Path library = beside.resolve("disk.so");
        try {
            Process gcc = new ProcessBuilder(
                            "gcc",
                            "-shared",
                            "-fPIC",
                            "-O2",
                            "-Wall",
                            "-Werror",
                            "-o",
                            library.toString(),
                            SOURCE.toString(),
                            "-ldl",
                            "-lpthread")
                    .inheritIO()
                    .start();
            if (gcc.waitFor() != 0) {
                throw new IllegalStateException("gcc does not compile " + SOURCE);
            }
        } catch (IOException e) {
            System.err.println("SKIPPED: there is no gcc, so nothing is tried of a disk that loses, tears or is full.");
            abort("There is no gcc");
        }
        return library;
    }

    /** Up to the last whole entry. */
    static List<Entry> read(Path beside) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(journal(beside)), 1 << 16))) {
            while (true) {
                ByteBuffer head = ByteBuffer.wrap(in.readNBytes(HEAD)).order(ByteOrder.nativeOrder());
                if (head.remaining() < HEAD) {
                    return entries;
                }
                entries.add(new Entry(
                        (char) head.get(), head.getLong(), head.getLong(), Bytes.of(in.readNBytes(head.getInt()))));
            }
        }
    }
}
