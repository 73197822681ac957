package io.nachweis.benchmarks;

import io.nachweis.embeddedmongo.DatabaseSocket;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The whole platform in a process of its own, started by its launcher as anybody would; its mails come to us. */
final class BenchmarkedPlatform implements AutoCloseable {

    private static final Path HOME =
            Path.of(System.getProperty("nachweis.home", ".")).toAbsolutePath();

    private final Path folder;
    private final int port;
    private final Map<String, String> told = new TreeMap<>();

    private BenchmarkedPlatform(Path folder, int port, int smtp) {
        this.folder = folder;
        this.port = port;
        tell("SMTP_URL", "smtp://127.0.0.1:" + smtp);
    }

    static BenchmarkedPlatform with(MailSink sink) throws IOException {
        return new BenchmarkedPlatform(Files.createTempDirectory("nachweis-bench"), freeBase(), sink.port());
    }

    /** From its next start on: {@code NACHWEIS_TRIAL_} and this setting. */
    private void tell(String setting, String value) {
        told.put("NACHWEIS_TRIAL_" + setting, value);
    }

    int port() {
        return port;
    }

    int site() {
        return port + 1;
    }

    int databasePort() {
        return 27_017 + port - 8080;
    }

    /** For whom its folder belongs to, and without a port. */
    String database() {
        return DatabaseSocket.in(folder.resolve("data/mongo")).uri();
    }

    /** From its next start on it asks its database by way of somebody who stands before its {@link #databasePort}. */
    void asksDatabaseBy(String uri) {
        tell("MONGODB_PORT", Integer.toString(databasePort()));
        tell("MONGODB_URI", uri);
    }

    String kafka() {
        return "localhost:" + (9092 + port - 8080);
    }

    /** Returns how many seconds that took. */
    double start() throws IOException {
        long start = System.nanoTime();
        launch("up", "--detach");
        return Work.seconds(start);
    }

    void stop() throws IOException {
        launch("down");
    }

    /** As the power supply would. */
    void kill() throws IOException {
        ProcessHandle process = process();
        process.destroyForcibly();
        process.onExit().join();
        Files.deleteIfExists(pid());
    }

    double residentMebibytes() throws IOException {
        return ResidentMemory.residentMebibytes(process());
    }

    /** Processor time so far, of all threads. */
    double cpuMillis() throws IOException {
        return process().info().totalCpuDuration().orElseThrow().toNanos() / 1e6;
    }

    ThreadTimes threadTimes() throws IOException {
        return ThreadTimes.of(process());
    }

    private ProcessHandle process() throws IOException {
        return ProcessHandle.of(Long.parseLong(Files.readString(pid()).strip())).orElseThrow();
    }

    private Path pid() {
        return folder.resolve("data/platform.pid");
    }

    private void launch(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(HOME.resolve("nachweis").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "--port",
                Integer.toString(port),
                "--data",
                folder.resolve("data").toString()));
        Path said = folder.resolve("said");
        ProcessBuilder launcher =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        launcher.environment().putAll(told);
        launcher.environment().put("NACHWEIS_TRUSTED_HOPS", "127.0.0.1");
        try {
            if (launcher.start().waitFor() != 0) {
                throw new IOException("./nachweis " + arguments[0] + " failed: " + Files.readString(said));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (Files.exists(pid())) {
            launch("down");
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** A gateway's port from which every other one of the platform follows, all of them free. */
    private static int freeBase() {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(7_000, 30_000))
                .limit(1_000)
                .filter(base ->
                        IntStream.of(0, 1, 2, 3, 1012, 1013, -5555, 18_937).allMatch(offset -> isFree(base + offset)))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException _) {
            return false;
        }
    }
}
