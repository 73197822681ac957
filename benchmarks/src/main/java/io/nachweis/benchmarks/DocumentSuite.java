package io.nachweis.benchmarks;

import static java.util.Locale.ROOT;

import io.nachweis.testing.Image;
import io.nachweis.testing.TestSecrets;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A large document from lead-service, through the gateway and, when it is installed, through nginx. */
final class DocumentSuite implements Suite {

    private static final Bar HALF = Bar.atLeast(0.5, "×");
    private static final Bar FLAT = Bar.atMost(1.1, "×");
    private static final int MEBIBYTE = 1024 * 1024;
    private static final int SIZE = 50;
    private static final long PATIENCE_SECONDS = 60;

    private final HttpClient http = HttpClient.newHttpClient();

    @Override
    public String name() {
        return "document";
    }

    @Override
    public void measure(Table table, Scale scale) throws Exception {
        try (MailSink sink = MailSink.open();
                var environment = PartEnvironment.make()) {
            putLargeDocument(environment.policies());
            Map<String, String> mail = Map.of("SMTP_URL", "smtp://127.0.0.1:" + sink.port());
            Image behind = environment.image("lead-service");
            Image before = environment.image("gateway");
            try (Part service = Part.start("lead-service", behind, environment.variables(mail));
                    Part gateway =
                            Part.start("gateway", before, environment.variables(Map.of("LEAD_URL", service.uri())))) {
                String page = "/idm/documents/" + ticket(gateway, sink);
                compare(table, scale, environment, service, gateway, page);
            }
        }
    }

    private void compare(Table table, Scale scale, PartEnvironment environment, Part service, Part gateway, String page)
            throws Exception {
        int times = scale.of(20, 1);
        Rounds rounds = new Rounds().with("gateway", () -> fetch(gateway.uri() + page, times, request -> request));
        try (@Nullable Nginx nginx = Nginx.start(environment.folder(), service.port())) {
            if (nginx != null) {
                // Who asks, which the gateway says and nginx does not; it counts for a minute.
                rounds.with(
                        "nginx",
                        () -> fetch(nginx.uri() + page, times, request -> TestSecrets.byGateway("127.0.0.1", request)));
            }
            rounds.run(1);
            double early = gateway.residentMebibytes();
            rounds.run(scale.of(5, 1));
            double late = gateway.residentMebibytes();
            String what = "a document of %d MiB, through the gateway".formatted(SIZE);
            String measured = String.format(ROOT, "%.0f MiB/s", rounds.median("gateway"));
            table.add(
                    nginx == null
                            ? ResultRow.noted(what, measured, "nginx is not installed")
                            : ResultRow.barred(
                                    what,
                                    measured,
                                    String.format(ROOT, "nginx %.0f MiB/s", rounds.median("nginx")),
                                    rounds.ratio("gateway", "nginx"),
                                    HALF));
            table.add(ResultRow.barred(
                    "the gateway's memory meanwhile",
                    String.format(ROOT, "%.0f MiB", late),
                    String.format(ROOT, "after the first %d %.0f MiB", 2 * times, early),
                    late / early,
                    FLAT));
        }
    }

    /** Mebibytes a second. */
    private double fetch(String uri, int times, UnaryOperator<HttpRequest> by)
            throws IOException, InterruptedException {
        HttpRequest request = by.apply(HttpRequest.newBuilder(URI.create(uri))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.noBody())
                .build());
        byte[] buffer = new byte[MEBIBYTE];
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
            long bytes = 0;
            try (InputStream body = answer.body()) {
                for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                    bytes += read;
                }
            }
            if (answer.statusCode() != 200 || bytes != (long) SIZE * MEBIBYTE) {
                throw new IOException("Answered " + answer.statusCode() + " with " + bytes + " bytes");
            }
        }
        return times * SIZE / Work.seconds(start);
    }

    private static String ticket(Part gateway, MailSink sink) throws Exception {
        String address = "reader@example.org";
        try (var connection = new HttpConnection("127.0.0.1", gateway.port())) {
            connection
                    .post(
                            "/api/v1/idm/downloads",
                            "{\"email\":\"%s\",\"name\":\"A Reader\",\"company\":\"Readers\",\"document\":\"sample\"}"
                                    .formatted(address),
                            "Content-Type: application/json")
                    .expect(202);
        }
        return sink.token(address, "documents").get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** In the place of the policy's own. */
    private static void putLargeDocument(Path policies) throws IOException, GeneralSecurityException {
        byte[] document = new byte[SIZE * MEBIBYTE];
        new Random(SIZE).nextBytes(document);
        Files.write(policies.resolve("documents/idm/sample-1.pdf"), document);
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(document));
        Path policy = policies.resolve("idm.yaml");
        Files.writeString(policy, Files.readString(policy).replaceFirst("sha256: [0-9a-f]{64}", "sha256: " + sha256));
    }
}
