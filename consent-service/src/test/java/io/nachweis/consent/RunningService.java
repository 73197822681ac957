package io.nachweis.consent;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nachweis.embeddedmongo.EmbeddedMongo;
import io.nachweis.event.EmailAddress;
import io.nachweis.event.SubjectId;
import io.nachweis.facts.FactListener;
import io.nachweis.starter.NachweisService;
import io.nachweis.starter.SubjectIds;
import io.nachweis.starter.client.ServiceSignature;
import io.nachweis.testing.TestIssuer;
import io.nachweis.testing.TestSecrets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The consent service as it runs, on an embedded MongoDB and over real HTTP, with a newsletter service that says what it
 * is told to say. There is no Kafka broker, which must not matter to anything but publication.
 */
final class RunningService implements AutoCloseable {

    /** The domain's time during the whole test. */
    static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    record Answer(int status, JsonNode body, String text) {}

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;
    private final TestIssuer issuer;
    private final HttpServer newsletter;
    private final EmbeddedMongo mongo;
    private final HttpClient http = HttpClient.newHttpClient();

    private ConfigurableApplicationContext context;
    private volatile String newsletterEntries = "[]";
    private volatile int newsletterStatus = 200;
    private final NewsletterLog facts = new NewsletterLog();

    RunningService(Path folder) throws IOException, JOSEException {
        this.folder = folder;
        this.issuer = new TestIssuer();
        this.newsletter = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        newsletter.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        newsletter.createContext(
                "/", exchange -> answer(exchange, newsletterStatus, newsletterEntries.getBytes(UTF_8)));
        newsletter.createContext("/nothing", exchange -> answer(exchange, 200, "[]".getBytes(UTF_8)));
        newsletter.createContext("/internal/facts", exchange -> facts.answer(exchange));
        newsletter.start();
        TestSecrets.write(folder.resolve("secrets"), "master", "subject-idm", "consent-tokens", "gateway", "services");
        this.mongo = EmbeddedMongo.start(folder.resolve("data"), 0);
        this.context = start();
    }

    /** Ends the service and starts it again on what it has stored. */
    void restart() {
        context.close();
        context = start();
    }

    private ConfigurableApplicationContext start() {
        return NachweisService.builder(ConsentApplication.class, "consent")
                .initializers(starting ->
                        starting.getBeanFactory().registerSingleton("clock", Clock.fixed(NOW, ZoneOffset.UTC)))
                .run(
                        "--server.port=0",
                        "--logging.level.org.apache.kafka=OFF",
                        "--nachweis.mongodb-uri=" + mongo.uri(),
                        "--nachweis.kafka-bootstrap-servers=127.0.0.1:1",
                        "--nachweis.oidc-issuer-uri=" + issuer.uri(),
                        "--nachweis.public-url=http://localhost:8080",
                        "--nachweis.secrets=" + folder.resolve("secrets"),
                        "--nachweis.controllers="
                                + Path.of("..", "deploy", "controllers")
                                        .toAbsolutePath()
                                        .normalize(),
                        "--LEAD_URL=http://127.0.0.1:" + newsletter.getAddress().getPort() + "/nothing",
                        "--RIGHTS_URL=http://127.0.0.1:"
                                + newsletter.getAddress().getPort() + "/nothing",
                        "--NEWSLETTER_URL=http://127.0.0.1:"
                                + newsletter.getAddress().getPort());
    }

    static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** What the newsletter service has said, which it also tells who asks directly. */
    NewsletterLog newsletter() {
        return facts;
    }

    void newsletterSays(int status, String entries) {
        newsletterStatus = status;
        newsletterEntries = entries;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    void hears(FactListener.ReceivedFact received) {
        context.getBean("newsletterFacts", FactListener.class).on(received);
    }

    void hearsAnOrder(FactListener.ReceivedFact received) {
        context.getBean("carryOutOrders", FactListener.class).on(received);
    }

    /** As another service asks, in its own name. */
    Answer postAsService(String path, String json) {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        String signature = bean(ServiceSignature.class).sign("POST", URI.create("http://127.0.0.1:" + port + path));
        return send(
                null,
                path,
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/json")
                        .header(ServiceSignature.HEADER, signature)
                        .POST(BodyPublishers.ofString(json)));
    }

    SubjectId subject(String address) {
        return bean(SubjectIds.class).of("idm", EmailAddress.of(address));
    }

    /** A token of the role for the controller {@code idm}, and for the purpose {@code newsletter}. */
    String token(String role) {
        return token(role, "idm", "newsletter");
    }

    String token(String role, String controller, String purpose) {
        return issuer.token(role, List.of(controller), List.of(purpose));
    }

    Answer get(@Nullable String token, String path) {
        return send(token, path, HttpRequest.newBuilder().GET());
    }

    Answer post(@Nullable String token, String path, String json) {
        return send(
                token,
                path,
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json)));
    }

    private Answer send(@Nullable String token, String path, HttpRequest.Builder request) {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        request.uri(URI.create("http://127.0.0.1:" + port + path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), JSON.readTree(response.body()), response.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
        mongo.close();
        facts.end();
        newsletter.stop(0);
        issuer.close();
        http.close();
    }
}
