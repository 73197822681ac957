package io.nachweis.local;

import io.nachweis.embeddedmongo.DatabaseSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The status of a platform: where everything is, and whether it answers. */
final class PlatformStatus {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private PlatformStatus() {}

    /** What to open, and last the words that the launcher waits for. */
    static List<String> addresses(Ports ports, Path data) {
        return List.of(
                "",
                row("website", ports.siteUrl() + "/", "a sign-up form, on another origin than the platform"),
                row("mailbox", ports.siteUrl() + "/mails", "every mail it sent"),
                row("desk", ports.siteUrl() + "/desk", "a person's life as a time line"),
                row("platform", ports.publicUrl(), "the API; its health is at /health/ready"),
                row("Kafka", "localhost:" + ports.kafka(), "topics nachweis.*"),
                row("SMTP", "localhost:" + ports.smtp(), "takes every mail, lets none out"),
                row("MongoDB", database(data), "one database and one for keys per service"),
                "",
                "Nachweis is ready: a trial, with its data in " + data);
    }

    private static String row(String part, String address, String what) {
        return "  %-9s %-32s %s".formatted(part, address, what);
    }

    /** Whether everything answers. */
    static boolean print(Ports ports, Path data) {
        boolean all = true;
        // Its certificate is for its public name, by which it cannot be asked from everywhere.
        all &= ProductionEnvironment.speaksTls(System.getenv())
                ? line("gateway", "https://localhost:" + ports.gateway(), listens(ports.gateway()))
                : line("gateway", ports.publicUrl(), answers(ports.publicUrl() + "/health/ready"));
        all &= line("newsletter", "http://localhost:" + ports.newsletter(), ready(ports.newsletter()));
        all &= line("consent", "http://localhost:" + ports.consent(), ready(ports.consent()));
        all &= line("lead", "http://localhost:" + ports.lead(), ready(ports.lead()));
        all &= line("rights", "http://localhost:" + ports.rights(), ready(ports.rights()));
        all &= line("Kafka", "localhost:" + ports.kafka(), listens(ports.kafka()));
        all &= line("MongoDB", database(data), listens(DataFolder.database(data)));
        if (!DataFolder.isReal(data)) {
            all &= line("developer site", ports.siteUrl(), answers(ports.siteUrl() + "/clock"));
            all &= line("SMTP", "localhost:" + ports.smtp(), listens(ports.smtp()));
        }
        return all;
    }

    private static boolean line(String part, String address, boolean answers) {
        System.out.printf("  %s %-15s %s%n", answers ? "✔" : "✘", part, address);
        return answers;
    }

    private static boolean ready(int port) {
        return answers("http://localhost:" + port + "/actuator/health/readiness");
    }

    private static boolean answers(String address) {
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                    .timeout(PATIENCE)
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String database(Path data) {
        return DataFolder.database(data).path().toString();
    }

    private static boolean listens(DatabaseSocket socket) {
        try {
            socket.open(SocketChannel::open).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) PATIENCE.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
