package io.nachweis.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.embeddedmongo.EmbeddedMongo;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each service is a jar that needs nothing but addresses; it takes sign-ups while Kafka and the mail server are away. */
@StoryTest
class StartingAloneStory {

    private static final String NOBODY_LISTENS = "localhost:1";

    @TempDir
    Path folder;

    private final Trial trial;
    private final Deque<Process> started = new ArrayDeque<>();

    StartingAloneStory(Trial trial) {
        this.trial = trial;
    }

    @Test
    void with_a_database_as_its_only_company() throws IOException {
        int newsletter = freePort();
        int consent = freePort();
        int lead = freePort();
        int rights = freePort();
        int gateway = freePort();
        try (EmbeddedMongo mongo = EmbeddedMongo.start(folder, 0)) {
            Map<String, String> addresses = Map.ofEntries(
                    Map.entry("MONGODB_URI", mongo.uri()),
                    Map.entry("KAFKA_BOOTSTRAP_SERVERS", NOBODY_LISTENS),
                    Map.entry("SMTP_URL", "smtp://" + NOBODY_LISTENS),
                    Map.entry("OIDC_ISSUER_URI", trial.site() + "/realms/nachweis"),
                    Map.entry("PUBLIC_URL", "http://localhost:" + gateway),
                    Map.entry("NACHWEIS_SECRETS", trial.secrets().toString()),
                    Map.entry(
                            "NACHWEIS_CONTROLLERS",
                            trial.home().resolve("deploy/controllers").toString()),
                    Map.entry("NEWSLETTER_URL", "http://localhost:" + newsletter),
                    Map.entry("CONSENT_URL", "http://localhost:" + consent),
                    Map.entry("LEAD_URL", "http://localhost:" + lead),
                    Map.entry("RIGHTS_URL", "http://localhost:" + rights));
            start("newsletter-service", newsletter, addresses);
            start("consent-service", consent, addresses);
            start("lead-service", lead, addresses);
            start("rights-service", rights, addresses);
            start("gateway", gateway, addresses);

            Patience.until("all of it is ready", () -> isReady("http://localhost:" + gateway + "/health/ready"));
            Http.Answer accepted = Http.postJson(
                    "http://localhost:" + gateway + "/api/v1/idm/subscriptions",
                    Map.of("email", "alone@example.org", "consents", List.of("newsletter/1/en")));
            assertThat(accepted.status()).isEqualTo(202);
            stopAll();
        }
    }

    private void start(String module, int port, Map<String, String> addresses) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                executableJar(module).toString());
        builder.environment().putAll(addresses);
        builder.environment().put("SERVER_PORT", Integer.toString(port));
        builder.redirectErrorStream(true).redirectOutput(log(module));
        started.push(builder.start());
    }

    private File log(String module) {
        return folder.resolve(module + ".log").toFile();
    }

    private Path executableJar(String module) throws IOException {
        try (Stream<Path> jars = Files.list(trial.home().resolve(module).resolve("target"))) {
            return jars.filter(jar -> jar.toString().endsWith("-exec.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static boolean isReady(String address) {
        try {
            return Http.get(address).status() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    @AfterEach
    void stopAll() {
        for (Process process : started) {
            process.destroy();
            process.onExit().join();
        }
        started.clear();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
