package io.nachweis.benchmarks;

import io.nachweis.testing.Image;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The gateway or a service in a process of its own, as a container of 256 MiB starts it. */
final class Part implements AutoCloseable {

    static final Path HOME = Path.of(System.getProperty("nachweis.home", ".")).toAbsolutePath();

    /** Of everything, and the share that the heap may have follows from it. */
    private static final String CONTAINER = "-XX:MaxRAM=256m";

    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final Path said;
    private final int port;
    private final double seconds;

    private Part(Process process, Path said, int port, double seconds) {
        this.process = process;
        this.said = said;
        this.port = port;
        this.seconds = seconds;
    }

    /** Returns once it answers. */
    static Part start(String name, Image image, Map<String, String> environment) throws Exception {
        int port = freePort();
        Path said = Files.createTempFile("nachweis-" + name, ".log");
        ProcessBuilder builder =
                image.entryPoint(CONTAINER).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("SERVER_PORT", Integer.toString(port));
        builder.environment().put("MANAGEMENT_PORT", Integer.toString(freePort()));
        long began = System.nanoTime();
        Process process = builder.start();
        try {
            awaitAnswer(process, port, name.equals("gateway"), said);
            return new Part(process, said, port, Work.seconds(began));
        } catch (Exception e) {
            process.destroy();
            throw e;
        }
    }

    int port() {
        return port;
    }

    String uri() {
        return "http://127.0.0.1:" + port;
    }

    /** From the start of its process to its first answer. */
    double secondsToStart() {
        return seconds;
    }

    double residentMebibytes() throws IOException {
        return ResidentMemory.residentMebibytes(process.toHandle());
    }

    /** A gateway may have nobody behind it, and says so; then it is there. */
    private static void awaitAnswer(Process process, int port, boolean gateway, Path said) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + port + (gateway ? "/health/ready" : "/actuator/health/readiness")))
                .build();
        long deadline = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (true) {
                try {
                    if (http.send(request, BodyHandlers.discarding()).statusCode() == 200 || gateway) {
                        return;
                    }
                } catch (IOException notYet) {
                    if (!process.isAlive()) {
                        throw new IOException("It did not start: " + Files.readString(said), notYet);
                    }
                }
                if (System.nanoTime() > deadline) {
                    throw new IOException("It is not ready: " + Files.readString(said));
                }
                Thread.sleep(20);
            }
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        process.onExit().join();
        Files.delete(said);
    }
}
