package io.nachweis.stories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A platform of its own, in most stories a trial: a folder, a range of ports, and the launcher script. */
final class Trial implements AutoCloseable {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    private final Path folder;
    private final int port;
    private final Map<String, String> environment;
    private final List<String> mode;

    private Trial(Path folder, int port, Map<String, String> environment, List<String> mode) {
        this.folder = folder;
        this.port = port;
        this.environment = environment;
        this.mode = mode;
    }

    static Trial create() {
        return create(_ -> Map.of());
    }

    /**
     * @param environment what it is told, by its port, from which all others follow
     * @param mode options of {@code up}
     */
    static Trial create(IntFunction<Map<String, String>> environment, String... mode) {
        try {
            int port = freeBase();
            return new Trial(Files.createTempDirectory("nachweis-story"), port, environment.apply(port), List.of(mode));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String gateway() {
        return "http://localhost:" + port;
    }

    String site() {
        return "http://localhost:" + (port + 1);
    }

    /** A service's own port, which only the gateway calls. */
    String service(String name) {
        int offset = switch (name) {
            case "newsletter" -> 2;
            case "consent" -> 3;
            case "lead" -> 5;
            case "rights" -> 6;
            default -> throw new IllegalArgumentException(name);
        };
        return "http://localhost:" + (port + offset);
    }

    String kafka() {
        return "localhost:" + (9092 + port - 8080);
    }

    String smtp() {
        return "smtp://localhost:" + (2525 + port - 8080);
    }

    String mongo() {
        return "mongodb://localhost:" + (27017 + port - 8080);
    }

    int port() {
        return port;
    }

    Path home() {
        return HOME;
    }

    Path data() {
        return folder.resolve("data");
    }

    Path secrets() {
        return folder.resolve("data-secrets");
    }

    long pid() {
        try {
            return Long.parseLong(
                    Files.readString(data().resolve("platform.pid")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void ensureRunning() {
        if (!Files.exists(data().resolve("platform.pid"))) {
            start();
        }
    }

    void start() {
        succeed(Stream.concat(Stream.of("up", "--detach"), mode.stream()).toArray(String[]::new));
    }

    void stop() {
        succeed("down");
    }

    /** As the power supply would: no part gets to say goodbye. */
    void kill() {
        try {
            ProcessHandle process = ProcessHandle.of(pid()).orElseThrow();
            process.destroyForcibly();
            process.onExit().join();
            Files.delete(data().resolve("platform.pid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the launcher said, and whether it was content. */
    record Said(int exit, String text) {}

    Said launcher(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(HOME.resolve("nachweis").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("--port", Integer.toString(port), "--data", data().toString()));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE", "health,prometheus,mappings");
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Said(process.waitFor(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void succeed(String... arguments) {
        Said said = launcher(arguments);
        if (said.exit() != 0) {
            throw new AssertionError("./nachweis " + String.join(" ", arguments) + " failed:\n" + said.text());
        }
    }

    @Override
    public void close() throws IOException {
        if (Files.exists(data().resolve("platform.pid"))) {
            stop();
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** A gateway port all of whose derived ports are free. */
    private static int freeBase() {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(7_000, 30_000))
                .limit(1_000)
                .filter(base -> IntStream.of(0, 1, 2, 3, 4, 5, 6, 7, 1012, 1013, -5555, 18_937)
                        .allMatch(offset -> isFree(base + offset)))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
