package io.nachweis.consent;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.nachweis.contracts.Topics;
import io.nachweis.event.EmailAddress;
import io.nachweis.event.SubjectId;
import io.nachweis.facts.FactListener;
import io.nachweis.facts.FactNotUnderstood;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.NachweisService;
import io.nachweis.starter.SubjectIds;
import io.nachweis.testing.ServiceByItself;
import io.nachweis.testing.TestSecrets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The consent service with a newsletter service that says what it is told to say. Nothing of the broker's absence must
 * matter to anything but publication.
 */
class RunningConsent extends ServiceByItself {

    /** The domain's time during the whole test. */
    static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    record Answer(int status, JsonNode body, String text) {}

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A last slice. */
    static final String NOTHING = "{\"items\": []}";

    /** Of rules of retention. */
    static final String NOTHING_CHANGED = "{\"changes\": []}";

    private final Clock time;
    private final Path controllers;
    private final HttpServer newsletter;
    private final NewsletterLog facts = new NewsletterLog();

    private ConfigurableApplicationContext context;
    private volatile String newsletterEntries = NOTHING;
    private volatile int newsletterStatus = 200;
    private volatile ToIntFunction<String> approvedRules = _ -> 200;

    RunningConsent(Path folder) throws IOException {
        this(folder, Clock.fixed(NOW, ZoneOffset.UTC), Path.of("../deploy/controllers"));
    }

    /** @param time of the domain */
    RunningConsent(Path folder, Clock time, Path controllers) throws IOException {
        super(folder);
        this.time = time;
        this.controllers = controllers;
        this.newsletter = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        newsletter.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        newsletter.createContext(
                "/", exchange -> answer(exchange, newsletterStatus, newsletterEntries.getBytes(UTF_8)));
        newsletter.createContext("/nothing", exchange -> answer(exchange, 200, NOTHING.getBytes(UTF_8)));
        newsletter.createContext(
                "/nothing/internal/idm/retention/rules",
                exchange -> answer(exchange, 200, NOTHING_CHANGED.getBytes(UTF_8)));
        newsletter.createContext(
                "/internal/idm/approved-rules",
                exchange -> answer(
                        exchange, approvedRules.applyAsInt(exchange.getRequestMethod()), NOTHING.getBytes(UTF_8)));
        newsletter.createContext("/internal/facts", facts::answer);
        newsletter.start();
        this.context = start();
    }

    /** Ends the service and starts it again on what it has stored. */
    void restart() {
        context.close();
        context = start();
    }

    private ConfigurableApplicationContext start() {
        String siblings = "http://127.0.0.1:" + newsletter.getAddress().getPort();
        return NachweisService.builder(ConsentApplication.class, "consent")
                .initializers(starting -> starting.getBeanFactory().registerSingleton("clock", time))
                .run(settings(
                        List.of("subject-idm", "consent-tokens"),
                        "--PUBLIC_URL=https://privacy.example.org",
                        "--nachweis.controllers=" + controllers,
                        "--LEAD_URL=" + siblings + "/nothing",
                        "--RIGHTS_URL=" + siblings + "/nothing",
                        "--NEWSLETTER_URL=" + siblings));
    }

    @Override
    protected int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
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

    /** @param status that the newsletter service answers who asks by this method about rules that were approved */
    void answersAboutApprovedRules(ToIntFunction<String> status) {
        approvedRules = status;
    }

    /** In the time of the domain. */
    Instant now() {
        return bean(DomainClock.class).now();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    /** As Kafka brings it. */
    void hears(FactListener.ReceivedFact received) {
        FactListener listener = context.getBean("newsletterFacts", FactListener.class);
        try {
            listener.on(received);
        } catch (FactNotUnderstood _) {
            listener.putAside(received.source(), received.id(), received.sequence());
        }
    }

    /** As if what came before it about the person were not understood. */
    void putsAside(FactListener.ReceivedFact received) {
        putsAside(received, Instant.EPOCH);
    }

    void putsAside(FactListener.ReceivedFact received, Instant said) {
        String topic = Topics.of("newsletter");
        String subject = received.subject().value();
        letters()
                .insertOne(new Document("_id", topic + "/" + subject + "/00000-%019d".formatted(received.sequence()))
                        .append("group", topic)
                        .append("sequence", subject)
                        .append("claimedUntil", Long.MAX_VALUE)
                        .append(
                                "record",
                                new Document("topic", topic)
                                        .append("partition", 0)
                                        .append("offset", received.sequence())
                                        .append("key", subject)
                                        .append(
                                                "headers",
                                                List.of(new Document("name", "ce_time")
                                                        .append(
                                                                "value",
                                                                new Binary(said.toString()
                                                                        .getBytes(UTF_8)))))));
        context.getBean("newsletterFacts", FactListener.class)
                .putAside(received.source(), received.id(), received.sequence());
    }

    /** What was put aside. */
    MongoCollection<Document> letters() {
        return bean(MongoDatabase.class).getCollection("dead-letters");
    }

    void hearsAnOrder(FactListener.ReceivedFact received) {
        context.getBeansOfType(FactListener.class).values().stream()
                .filter(listener -> listener.topics().contains(Topics.SUBJECTS))
                .forEach(listener -> listener.on(received));
    }

    /** As another service asks, in its own name. */
    Answer postByService(String service, String path, String json) {
        var request = request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
        var signed = TestSecrets.byService(service, "consent", request.build(), json);
        return answer(send(HttpRequest.newBuilder(signed, (_, _) -> true)));
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

    Answer getAs(@Nullable String token, String path) {
        return answer(get(path, authorization(token)));
    }

    Answer getIn(String language, String token, String path) {
        return answer(get(path, "Authorization", "Bearer " + token, "Accept-Language", language));
    }

    Answer postAs(@Nullable String token, String path, String json) {
        return answer(postJson(path, json, authorization(token)));
    }

    private static String[] authorization(@Nullable String token) {
        return token == null ? new String[0] : new String[] {"Authorization", "Bearer " + token};
    }

    private static Answer answer(HttpResponse<String> response) {
        return new Answer(response.statusCode(), JSON.readTree(response.body()), response.body());
    }

    @Override
    public void close() {
        context.close();
        super.close();
        facts.end();
        newsletter.stop(0);
    }
}
