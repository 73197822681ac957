package io.nachweis.gateway;

import io.nachweis.testing.TestSecrets;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The gateway on a port of its own, before its services. */
final class RunningGateway implements AutoCloseable {

    static final byte[] KEY = new byte[32];

    static final String WEBSITE = "https://www.i-digital-m.com";

    final Backend newsletter = new Backend();
    final Backend consent = new Backend();
    final Backend lead = new Backend();
    final Backend rights = new Backend();

    private final ConfigurableApplicationContext context;
    private final InMemorySpanExporter traces = InMemorySpanExporter.create();
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI uri;

    RunningGateway(String... settings) {
        this(_ -> {}, settings);
    }

    RunningGateway(Consumer<GenericApplicationContext> beans, String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--SERVER_PORT=0",
                "--MANAGEMENT_PORT=0",
                "--PUBLIC_URL=http://localhost:8080",
                "--NACHWEIS_SECRETS=" + secrets(),
                "--NACHWEIS_CONTROLLERS=../deploy/controllers",
                "--management.tracing.sampling.probability=1",
                "--CONSENT_URL=" + consent.uri(),
                "--LEAD_URL=" + lead.uri(),
                "--NEWSLETTER_URL=" + newsletter.uri(),
                "--RIGHTS_URL=" + rights.uri()));
        for (String setting : settings) {
            String name = setting.substring(0, setting.indexOf('=') + 1);
            arguments.removeIf(argument -> argument.startsWith(name));
            arguments.add(setting);
        }
        context = GatewayApplication.builder()
                .initializers(starting -> {
                    var context = (GenericApplicationContext) starting;
                    context.registerBean(InMemorySpanExporter.class, () -> traces);
                    beans.accept(context);
                })
                .run(arguments.toArray(String[]::new));
        uri = URI.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port"));
    }

    private static Path secrets() {
        try {
            Path folder = Files.createTempDirectory("nachweis-secrets");
            Path file = folder.resolve("gateway.key");
            Files.writeString(file, Base64.getEncoder().encodeToString(KEY));
            file.toFile().deleteOnExit();
            folder.toFile().deleteOnExit();
            return TestSecrets.write(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What only the operator's own machine reaches. */
    HttpResponse<String> metrics() {
        String port = context.getEnvironment().getProperty("local.management.port");
        return send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/prometheus")));
    }

    int port() {
        return uri.getPort();
    }

    HttpRequest.Builder at(String path) {
        return HttpRequest.newBuilder(URI.create(uri + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    HttpResponse<String> get(String path) {
        return send(at(path));
    }

    HttpResponse<String> post(String path, String contentType, String body) {
        return send(at(path).header("Content-Type", contentType).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Bytes as no decent client sends them; everything that comes back until the gateway hangs up. */
    String sendRaw(String request) {
        try (var socket = new Socket("localhost", uri.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            try (InputStream answer = socket.getInputStream()) {
                return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that ended by now, of every request. */
    List<SpanData> spans() {
        context.getBean(SdkTracerProvider.class).forceFlush().join(5, TimeUnit.SECONDS);
        return traces.getFinishedSpanItems();
    }

    @Override
    public void close() {
        context.close();
        client.close();
        newsletter.close();
        consent.close();
        lead.close();
        rights.close();
    }
}
