package io.nachweis.benchmarks;

import static java.util.Locale.ROOT;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Each part by itself, as a container starts it: how soon it answers, and how much of the machine it takes then. */
final class StartSuite implements Suite {

    private static final Path HOME =
            Path.of(System.getProperty("nachweis.home", ".")).toAbsolutePath();

    private static final Bar SOON = Bar.atMost(4, "s");
    private static final Bar SMALL = Bar.atMost(256, "MiB");

    private static final String NOBODY_LISTENS = "127.0.0.1:1";
    private static final long PATIENCE_SECONDS = 60;

    /** Those of deploy/Dockerfile in a container of 256 MiB. */
    private static final List<String> FLAGS = List.of(
            "-Xmx154m",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private static final Map<String, String> PARTS = Map.of(
            "gateway", "/health/ready",
            "consent-service", "/actuator/health/readiness",
            "lead-service", "/actuator/health/readiness",
            "newsletter-service", "/actuator/health/readiness",
            "rights-service", "/actuator/health/readiness");

    private final HttpClient http = HttpClient.newHttpClient();

    private record Start(double seconds, double mebibytes) {}

    @Override
    public String name() {
        return "alone";
    }

    @Override
    public void measure(Table table, Scale scale) throws Exception {
        Path secrets = secrets();
        try (Server mongo = Server.start()) {
            for (String part : PARTS.keySet().stream().sorted().toList()) {
                List<Start> starts = new ArrayList<>();
                for (int round = 0; round < scale.of(5, 1); round++) {
                    starts.add(start(part, mongo.mongo().uri(), secrets));
                }
                double seconds =
                        Rounds.median(starts.stream().map(Start::seconds).toList());
                double mebibytes =
                        Rounds.median(starts.stream().map(Start::mebibytes).toList());
                table.add(Row.barred(part + ", ready", String.format(ROOT, "%.1f s", seconds), "", seconds, SOON));
                table.add(Row.barred(
                        part + ", resident", String.format(ROOT, "%.0f MiB", mebibytes), "", mebibytes, SMALL));
            }
        } finally {
            delete(secrets);
        }
    }

    private Start start(String part, String mongo, Path secrets) throws Exception {
        int port = freePort();
        File said = Files.createTempFile("nachweis-" + part, ".log").toFile();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(List.of("-jar", jar(part).toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said);
        builder.environment().putAll(environment(port, mongo, secrets));
        long began = System.nanoTime();
        Process process = builder.start();
        try {
            awaitAnswer(process, URI.create("http://127.0.0.1:" + port + PARTS.get(part)), said);
            return new Start(Work.seconds(began), Memory.residentMebibytes(process.toHandle()));
        } finally {
            process.destroy();
            process.waitFor();
            Files.delete(said.toPath());
        }
    }

    private static Map<String, String> environment(int port, String mongo, Path secrets) throws IOException {
        String nobody = "http://" + NOBODY_LISTENS;
        return Map.ofEntries(
                Map.entry("SERVER_PORT", Integer.toString(port)),
                Map.entry("MANAGEMENT_PORT", Integer.toString(freePort())),
                Map.entry("MONGODB_URI", mongo),
                Map.entry("KAFKA_BOOTSTRAP_SERVERS", NOBODY_LISTENS),
                Map.entry("SMTP_URL", "smtp://" + NOBODY_LISTENS),
                Map.entry("OIDC_ISSUER_URI", nobody),
                Map.entry("PUBLIC_URL", "http://localhost:8080"),
                Map.entry("CONSENT_URL", nobody),
                Map.entry("LEAD_URL", nobody),
                Map.entry("NEWSLETTER_URL", nobody),
                Map.entry("RIGHTS_URL", nobody),
                Map.entry("NACHWEIS_SECRETS", secrets.toString()),
                Map.entry(
                        "NACHWEIS_CONTROLLERS",
                        HOME.resolve("deploy/controllers").toString()));
    }

    /** The gateway has nobody behind it here, and says so; then it is there. */
    private void awaitAnswer(Process process, URI ready, File said) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(ready).build();
        long deadline = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000L;
        while (true) {
            try {
                int status = http.send(request, BodyHandlers.discarding()).statusCode();
                if (status == 200 || ready.getPath().startsWith("/health")) {
                    return;
                }
            } catch (IOException notYet) {
                if (!process.isAlive()) {
                    throw new IOException("It did not start: " + Files.readString(said.toPath()), notYet);
                }
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("It is not ready: " + Files.readString(said.toPath()));
            }
            Thread.sleep(20);
        }
    }

    private static Path jar(String part) throws IOException {
        try (Stream<Path> jars = Files.list(HOME.resolve(part).resolve("target"))) {
            return jars.filter(jar -> jar.toString().endsWith("-exec.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Path secrets() throws IOException, NoSuchAlgorithmException {
        Path folder = Files.createTempDirectory("nachweis-secrets");
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        List<String> names = new ArrayList<>(List.of(
                "master",
                "gateway",
                "services",
                "newsletter-tokens",
                "consent-tokens",
                "lead-tokens",
                "rights-tokens",
                "rights-facts"));
        try (Stream<Path> controllers = Files.list(HOME.resolve("deploy/controllers"))) {
            controllers
                    .map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".yaml"))
                    .forEach(file -> names.add("subject-" + file.replace(".yaml", "")));
        }
        for (String name : names) {
            Files.writeString(folder.resolve(name + ".key"), Base64.getEncoder().encodeToString(key));
        }
        // The public half of a pair; nothing is ordered here.
        byte[] point = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPublic()
                .getEncoded();
        Files.writeString(
                folder.resolve("rights-facts.pub"),
                Base64.getEncoder().encodeToString(Arrays.copyOfRange(point, point.length - 32, point.length)));
        return folder;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
