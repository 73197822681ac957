package io.nachweis.starter.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import io.nachweis.evidence.MongoErasure;
import io.nachweis.personal.KeyScope;
import io.nachweis.personal.SubjectKeys;
import io.nachweis.starter.NachweisService;
import io.nachweis.testing.TestIssuer;
import io.nachweis.testing.TestSecrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sample service as it runs in earnest, on a server for the database and perhaps a broker. */
public final class RunningSample implements AutoCloseable {

    /** What a request may hold and an answer must not. */
    public static final String SECRET = "echoed-by-mistake";

    /** In the place of a signature, which covers what is not known yet. */
    private static final String UNSIGNED = "unsigned";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;

    private RunningSample(ConfigurableApplicationContext context) {
        this.context = context;
    }

    public static RunningSample start(String mongoUri, String kafka, TestIssuer issuer, Path folder) {
        return start(SampleApplication.class, mongoUri, kafka, issuer, folder);
    }

    /**
     * @param application the sample with what a library adds to it
     * @param more in the place of what it is told otherwise
     */
    public static RunningSample start(
            Class<?> application, String mongoUri, String kafka, TestIssuer issuer, Path folder, String... more) {
        var settings = new ArrayList<>(List.of(
                "--server.port=0",
                "--MONGODB_URI=" + mongoUri,
                "--KAFKA_BOOTSTRAP_SERVERS=" + kafka,
                "--OIDC_ISSUER_URI=" + issuer.uri(),
                "--nachweis.erasure-grace=100ms",
                "--management.tracing.sampling.probability=1",
                "--PUBLIC_URL=http://localhost:8080",
                "--spring.messages.basename=nachweis/entries",
                "--nachweis.secrets=" + TestSecrets.write(folder, "master", "subject-idm", "sample-tokens", "gateway"),
                "--nachweis.outside=" + TestSecrets.folder(folder.resolve("outside")),
                "--nachweis.controllers=../../deploy/controllers"));
        for (String setting : more) {
            String name = setting.substring(0, setting.indexOf('=') + 1);
            settings.removeIf(given -> given.startsWith(name));
            settings.add(setting);
        }
        return new RunningSample(NachweisService.builder(application, "sample").run(settings.toArray(String[]::new)));
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** Of probes and metrics, where it is another. */
    public int managementPort() {
        return context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port() + path))
                .timeout(Duration.ofMinutes(1));
    }

    /** A request as the gateway passes it on. */
    public HttpRequest.Builder byGateway(String path) {
        return request(path).header(TestSecrets.CLIENT, UNSIGNED);
    }

    public HttpRequest.Builder post(String json) {
        return byGateway("/api/v1/idm/notes")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpRequest built = request.build();
            boolean isByGateway = built.headers().allValues(TestSecrets.CLIENT).contains(UNSIGNED);
            return http.send(
                    isByGateway ? TestSecrets.byGateway("192.0.2.7", built) : built,
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As a sibling of it sends what has no body. */
    public HttpResponse<String> sendAs(String service, HttpRequest.Builder request) {
        HttpRequest signed = TestSecrets.byService(service, "sample", request.build(), "");
        return send(HttpRequest.newBuilder(signed, (_, _) -> true));
    }

    /** Bytes as no client sends them, the last on their connection; everything that comes back. */
    public String sendRaw(String request) {
        try (var socket = new Socket("localhost", port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    /** A problem document (RFC 9457) of this kind, which repeats nothing of the request. */
    public static void assertProblem(HttpResponse<String> response, int status, String slug) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = json(response);
        assertThat(problem.get("type").asString()).isEqualTo("https://nachweis.io/problems/" + slug);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("title").asString()).isNotBlank();
        assertThat(problem.get("instance").asString()).startsWith("urn:uuid:");
        assertThat(response.body()).doesNotContain(SECRET);
    }

    /** All of what one key sealed about a person. */
    public void erase(KeyScope scope) {
        new MongoErasure(
                        bean(MongoDatabase.class),
                        bean(MongoDatabase.class),
                        bean(SubjectKeys.class),
                        Duration.ofMillis(100))
                .erase(scope);
    }

    /** Polls until it is so, for at most a minute. */
    public static void await(BooleanSupplier condition) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(50))
                .until(condition::getAsBoolean);
    }

    @Override
    public void close() {
        context.close();
    }
}
