package io.nachweis.platform;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A platform of its own, in most stories a trial: a folder, a range of ports, and the launcher script. */
public final class Trial implements AutoCloseable {

    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    private final Shape shape;
    private final Path folder;
    private final int port;
    private final Map<String, String> environment;
    private final Optional<SeparateParts> parts;
    private final Realm realm;

    private Trial(Shape shape, int port, Map<String, String> more) throws IOException {
        this.shape = shape;
        this.folder = Files.createTempDirectory("nachweis-story");
        this.port = port;
        this.environment = new HashMap<>(more);
        environment.putAll(shape.environment());
        // It does not live long enough for more to pay.
        environment.put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1");
        environment.put("MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE", "health,prometheus,mappings");
        this.realm = new Realm("http://localhost:" + (port + 7));
        this.parts = shape == Shape.PROCESSES
                ? Optional.of(new SeparateParts(this, environment, folder("parts")))
                : Optional.empty();
    }

    static Trial create() {
        return create(_ -> Map.of());
    }

    public static Trial create(IntFunction<Map<String, String>> environment) {
        return create(Shape.OF_THIS_RUN, environment);
    }

    /** @param environment what it is told, by its port, from which all others follow */
    public static Trial create(Shape shape, IntFunction<Map<String, String>> environment) {
        try {
            int port = freeBase();
            return new Trial(shape, port, environment.apply(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String gateway() {
        return "http://localhost:" + port;
    }

    public String site() {
        return "http://localhost:" + (port + 1);
    }

    /** A service's own port, which only the gateway calls. */
    public String service(String name) {
        int offset = switch (name) {
            case "newsletter" -> 2;
            case "consent" -> 3;
            case "lead" -> 5;
            case "rights" -> 6;
            default -> throw new IllegalArgumentException(name);
        };
        return "http://localhost:" + (port + offset);
    }

    public String kafka() {
        return "localhost:" + (9092 + port - 8080);
    }

    public String smtp() {
        return "smtp://localhost:" + (2525 + port - 8080);
    }

    public String mongo() {
        return "mongodb://localhost:" + (27017 + port - 8080);
    }

    /** The origin of a website whose forms may send here. */
    public String website() {
        return parts.isPresent() ? SeparateParts.WEBSITE : site();
    }

    public String issuerUri() {
        return shape == Shape.KEYCLOAK ? realm.issuer() : site() + "/realms/nachweis";
    }

    public Issuer issuer() {
        return shape == Shape.KEYCLOAK ? realm : IssuerOfTrial.of(this);
    }

    /** Only where they run apart. */
    public SeparateParts parts() {
        return parts.orElseThrow();
    }

    public int port() {
        return port;
    }

    public Path home() {
        return HOME;
    }

    public Path data() {
        return folder.resolve("data");
    }

    public Path secrets() {
        return folder.resolve("data-secrets");
    }

    /** One more beside those, for as long as it is there. */
    public Path folder(String name) {
        try {
            return Files.createDirectory(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the process in which this part runs. */
    public long pid(String part) {
        return parts.map(separate -> separate.pid(part)).orElseGet(this::pid);
    }

    private long pid() {
        try {
            return Long.parseLong(
                    Files.readString(data().resolve("platform.pid")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that the processes of it have written down about themselves. */
    public String log() {
        return logsIn(data()) + (parts.isPresent() ? logsIn(folder.resolve("parts")) : "");
    }

    private static String logsIn(Path folder) {
        StringBuilder logs = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".log")).toList()) {
                logs.append(Files.readString(file));
            }
            return logs.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void ensureRunning() {
        if (!Files.exists(data().resolve("platform.pid"))) {
            start();
        }
    }

    public void start() {
        succeed(shape.up().toArray(String[]::new));
        realm.forget();
        parts.ifPresent(SeparateParts::start);
    }

    public void stop() {
        parts.ifPresent(SeparateParts::stop);
        succeed("down");
    }

    /** As the power supply would: no part gets to say goodbye. */
    public void kill() {
        parts.ifPresent(SeparateParts::kill);
        try {
            ProcessHandle process = ProcessHandle.of(pid()).orElseThrow();
            List<ProcessHandle> all =
                    Stream.concat(process.descendants(), Stream.of(process)).toList();
            all.forEach(ProcessHandle::destroyForcibly);
            all.forEach(one -> one.onExit().join());
            Files.delete(data().resolve("platform.pid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A part goes away in order and comes back, as for an update. */
    public void whileAway(String part, Runnable meanwhile) {
        is(part, false);
        try {
            meanwhile.run();
        } finally {
            is(part, true);
        }
    }

    public void is(String part, boolean there) {
        if (parts.isPresent() && parts.get().has(part)) {
            parts.get().set(part, there);
        } else {
            Patience.until(part + (there ? " is back" : " is away"), () -> setOfTrial(part, there));
        }
    }

    /** A busy machine may take longer than anybody waits. */
    private boolean setOfTrial(String part, boolean there) {
        try {
            return Http.postJson(site() + "/parts/" + part, Map.of("there", there))
                            .status()
                    == 200;
        } catch (UncheckedIOException busy) {
            return false;
        }
    }

    /** What the launcher said, and whether it was content. */
    public record Said(int exit, String text) {}

    public Said launcher(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(HOME.resolve("nachweis").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("--port", Integer.toString(port), "--data", data().toString()));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
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
