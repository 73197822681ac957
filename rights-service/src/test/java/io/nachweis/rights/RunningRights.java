package io.nachweis.rights;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.nachweis.contracts.Fact;
import io.nachweis.contracts.Topics;
import io.nachweis.event.EmailAddress;
import io.nachweis.event.SubjectId;
import io.nachweis.evidence.Entry;
import io.nachweis.evidence.SubjectEntries;
import io.nachweis.facts.FactListener;
import io.nachweis.facts.FactListener.ReceivedFact;
import io.nachweis.starter.NachweisService;
import io.nachweis.starter.SubjectIds;
import io.nachweis.testing.ServiceByItself;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventProcessor;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service, and the others that it asks. */
final class RunningRights extends ServiceByItself {

    private static final String DESK = "/api/v1/idm/desk/rights-requests";
    private static final Pattern CODE = Pattern.compile("(?m)^(\\d{6})$");

    final FakeService consent = new FakeService("consent");
    final FakeService lead = new FakeService("lead");
    final FakeService newsletter = new FakeService("newsletter");

    private ConfigurableApplicationContext context;

    RunningRights(Path folder) {
        super(folder);
        this.context = start();
    }

    private ConfigurableApplicationContext start() {
        return NachweisService.builder(RightsApplication.class, "rights")
                .initializers(starting -> starting.getBeanFactory().registerSingleton("movableClock", clock))
                .run(settings(
                        List.of("subject-idm", "rights-tokens"),
                        "--PUBLIC_URL=https://privacy.example.org",
                        "--CONSENT_URL=" + consent.uri(),
                        "--LEAD_URL=" + lead.uri(),
                        "--NEWSLETTER_URL=" + newsletter.uri(),
                        "--rights.process.every=200ms",
                        "--nachweis.controllers=" + controllers()));
    }

    /** As deployed, but that everybody here is of one domain. */
    private Path controllers() {
        try {
            Path controllers = Files.createDirectories(folder.resolve("controllers"));
            Files.writeString(
                    controllers.resolve("idm.yaml"),
                    Files.readString(Path.of("../deploy/controllers/idm.yaml"))
                            + "\nmails: {perDomain: [{times: 1000, within: PT1S}]}\n");
            return controllers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** Ends the service and starts it again on what it has stored. */
    void restart() {
        context.close();
        context = start();
    }

    /** Somebody asks for something; the path behind the link of the mail that comes. */
    String ask(String email, String kind) {
        int before = mailsTo(email).size();
        HttpResponse<String> accepted = postJson(
                "/api/v1/idm/rights-requests",
                "{\"email\": \"%s\", \"kind\": \"%s\", \"locale\": \"en\"}".formatted(email, kind));
        if (accepted.statusCode() != 202) {
            throw new AssertionError(accepted.statusCode() + " " + accepted.body());
        }
        return linkIn(nextMail(email, before));
    }

    HttpResponse<String> desk(String role, String path) {
        return get(DESK + path, "Authorization", "Bearer " + issuer.token(role));
    }

    HttpResponse<String> deskPosts(String role, String path, String json) {
        return postJson(DESK + path, json, "Authorization", "Bearer " + issuer.token(role));
    }

    static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    static String codeIn(MimeMessage mail) {
        return first(CODE, mail);
    }

    /** Every other service has something of its own about a person. */
    void everybodyHolds(String email, String value) {
        String subject = subject(email).value();
        newsletter.holds(subject, value + "-newsletter", Instant.now().minus(Duration.ofDays(30)));
        lead.holds(subject, value + "-lead", Instant.now().minus(Duration.ofDays(10)));
        consent.holds(subject, value + "-consent", Instant.now().minus(Duration.ofDays(20)));
    }

    /** Nobody is left alone any longer because of what was before. */
    void forgive() {
        context.getBean(CircuitBreakerRegistry.class).getAllCircuitBreakers().forEach(CircuitBreaker::reset);
    }

    SubjectId subject(String email) {
        return context.getBean(SubjectIds.class).of("idm", EmailAddress.of(email));
    }

    /** Once no form of theirs waits any more. */
    List<Entry> entries(String email) {
        var entries = context.getBean(SubjectEntries.class);
        return await(() -> entries.about(subject(email), true).toList(), RunningRights::isNobodyWaiting);
    }

    private static boolean isNobodyWaiting(List<Entry> entries) {
        return entries.stream().noneMatch(entry -> entry.type().equals("form.received.v1"));
    }

    List<String> types(String email) {
        return entries(email).stream().map(Entry::type).toList();
    }

    /** The request that a person made last. */
    UUID requestOf(String email) {
        return entries(email).reversed().stream()
                .flatMap(entry -> entry.data().path("request").asStringOpt().stream())
                .map(UUID::fromString)
                .findFirst()
                .orElseThrow();
    }

    /** What looks at forms that came in. */
    EventProcessor admission() {
        return context.getBean(EventProcessingConfiguration.class)
                .eventProcessor("admission")
                .orElseThrow();
    }

    /** @param path behind that of a person's holds */
    HttpResponse<String> holds(String role, String method, String email, String path, String json, String... headers) {
        var call = request("/api/v1/idm/subjects/" + subject(email).value() + "/holds" + path)
                .header("Authorization", "Bearer " + issuer.token(role))
                .header("Accept-Language", "en")
                .header("Content-Type", "application/json")
                .method(method, json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        return send(call, headers);
    }

    /** In seconds, of idm. */
    double overdueReview() {
        return context.getBean(MeterRegistry.class)
                .get("nachweis.hold.review.overdue")
                .tag("controller", "idm")
                .gauge()
                .value();
    }

    boolean isEverythingDueTried() {
        return database().getCollection("due").countDocuments(Filters.lte("at", Date.from(clock.instant()))) == 0;
    }

    /** As an earlier request of theirs had it ordered. */
    void erase(String email) {
        tell(email, new Fact.ErasureOrdered("idm", UUID.randomUUID().toString(), clock.instant()));
    }

    /** As rights-service itself says it. */
    void tell(String email, Fact.Order order) {
        context.getBeansOfType(FactListener.class).values().stream()
                .filter(listener -> listener.topics().contains(Topics.SUBJECTS))
                .forEach(listener ->
                        listener.on(new ReceivedFact(UUID.randomUUID() + ".0", "/rights", 1, subject(email), order)));
    }

    /** As if the service had said so on its topic. */
    void reports(String service, String email, Fact.ErasureReported report) {
        context.getBean(service + "Reports", FactListener.class)
                .on(new ReceivedFact(UUID.randomUUID() + ".0", "/" + service, 1, subject(email), report));
    }

    MongoDatabase database() {
        return context.getBean(MongoDatabase.class);
    }

    @Override
    public void close() {
        context.close();
        super.close();
        consent.close();
        lead.close();
        newsletter.close();
    }
}
