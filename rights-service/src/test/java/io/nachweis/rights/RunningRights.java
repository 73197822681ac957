package io.nachweis.rights;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.mongodb.client.MongoDatabase;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.nachweis.contracts.Fact;
import io.nachweis.embeddedmongo.EmbeddedMongo;
import io.nachweis.evidence.Entry;
import io.nachweis.evidence.SubjectEntries;
import io.nachweis.personal.EmailAddress;
import io.nachweis.personal.SubjectId;
import io.nachweis.starter.FactListener;
import io.nachweis.starter.FactListener.Heard;
import io.nachweis.starter.NachweisService;
import io.nachweis.starter.SubjectIds;
import io.nachweis.testing.MovableClock;
import io.nachweis.testing.TestIssuer;
import io.nachweis.testing.TestSecrets;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service as it runs in earnest, on the embedded database and a real mail server; no broker is there. */
final class RunningRights implements AutoCloseable {

    private static final Pattern LINK = Pattern.compile("https://privacy\\.example\\.org(/\\S+)");
    private static final Pattern NONCE = Pattern.compile("name=\"nonce\" value=\"([^\"]+)\"");
    private static final Pattern CODE = Pattern.compile("(?m)^(\\d{6})$");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;
    private final int smtpPort = freePort();
    private final GreenMail mails;
    private final EmbeddedMongo mongo;
    private ConfigurableApplicationContext context;

    final TestIssuer issuer = new TestIssuer();
    final MovableClock clock = new MovableClock();
    final FakeService consent = new FakeService("consent");
    final FakeService lead = new FakeService("lead");
    final FakeService newsletter = new FakeService("newsletter");

    RunningRights(Path folder) {
        this.folder = folder;
        this.mails = new GreenMail(new ServerSetup(smtpPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP))
                .withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
        mails.start();
        this.mongo = EmbeddedMongo.start(folder.resolve("data"), 0);
        this.context = start();
    }

    private ConfigurableApplicationContext start() {
        Path secrets = TestSecrets.write(
                folder.resolve("secrets"), "master", "subject-idm", "rights-tokens", "gateway", "services");
        return NachweisService.builder(RightsApplication.class, "rights")
                .initializers(starting -> starting.getBeanFactory().registerSingleton("movableClock", clock))
                .run(
                        "--server.port=0",
                        "--MONGODB_URI=" + mongo.uri(),
                        "--KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1",
                        "--OIDC_ISSUER_URI=" + issuer.uri(),
                        "--SMTP_URL=smtp://127.0.0.1:" + smtpPort,
                        "--PUBLIC_URL=https://privacy.example.org",
                        "--CONSENT_URL=" + consent.uri(),
                        "--LEAD_URL=" + lead.uri(),
                        "--NEWSLETTER_URL=" + newsletter.uri(),
                        "--rights.process.every=200ms",
                        "--rights.closing.every=200ms",
                        "--nachweis.erasure-grace=200ms",
                        "--logging.level.org.apache.kafka=OFF",
                        "--logging.level.de.bwaldvogel=WARN",
                        "--logging.level.com.icegreen=WARN",
                        "--nachweis.secrets=" + secrets,
                        "--nachweis.controllers=../deploy/controllers");
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

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    /** Opens the page and presses one of its buttons. */
    HttpResponse<String> press(String path, String action, String... more) {
        Matcher nonce = NONCE.matcher(get(path).body());
        var form = new StringBuilder("action=" + action + "&nonce=" + (nonce.find() ? encoded(nonce.group(1)) : ""));
        for (int i = 0; i < more.length; i += 2) {
            form.append('&').append(more[i]).append('=').append(encoded(more[i + 1]));
        }
        return postForm(path, form.toString());
    }

    HttpResponse<String> postForm(String path, String form) {
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    HttpResponse<String> postJson(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    HttpResponse<String> desk(String role, String path) {
        return send(request("/api/v1/idm/desk/rights-requests" + path)
                .header("Authorization", "Bearer " + issuer.token(role))
                .GET());
    }

    HttpResponse<String> deskPosts(String role, String path, String json) {
        return send(request("/api/v1/idm/desk/rights-requests" + path)
                .header("Authorization", "Bearer " + issuer.token(role))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(
                    request.header("X-Nachweis-Client", TestSecrets.client("192.0.2.7"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpRequest.Builder request(String path) {
        int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20));
    }

    static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }

    MimeMessage nextMail(String email, int before) {
        await(() -> mailsTo(email).size() > before);
        return mailsTo(email).get(before);
    }

    List<MimeMessage> mailsTo(String email) {
        return Arrays.stream(mails.getReceivedMessages())
                .filter(mail -> isTo(mail, email))
                .toList();
    }

    private static boolean isTo(MimeMessage mail, String email) {
        try {
            return mail.getAllRecipients()[0] instanceof InternetAddress to
                    && to.getAddress().equals(email);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String text(MimeMessage mail) {
        try {
            return mail.getContent().toString().replace("\r\n", "\n");
        } catch (IOException | MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String linkIn(MimeMessage mail) {
        Matcher link = LINK.matcher(text(mail));
        if (!link.find()) {
            throw new AssertionError("There is no link in the mail");
        }
        return link.group(1);
    }

    static String codeIn(MimeMessage mail) {
        Matcher code = CODE.matcher(text(mail));
        if (!code.find()) {
            throw new AssertionError("There is no code in the mail");
        }
        return code.group(1);
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

    List<Entry> entries(String email) {
        return context.getBean(SubjectEntries.class).about(subject(email), true);
    }

    List<String> types(String email) {
        return entries(email).stream().map(Entry::type).toList();
    }

    /** The request that a person made last. */
    UUID requestOf(String email) {
        return UUID.fromString(entries(email).getLast().data().path("request").asString());
    }

    /** As if the service had said so on its topic. */
    void reports(String service, String email, Fact.ErasureReported report) {
        context.getBean(service + "Reports", FactListener.class)
                .on(new Heard(UUID.randomUUID() + ".0", "/" + service, 1, subject(email), report));
    }

    MongoDatabase database() {
        return context.getBean(MongoDatabase.class);
    }

    static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(condition);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, UTF_8);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.close();
        mongo.close();
        mails.stop();
        issuer.close();
        consent.close();
        lead.close();
        newsletter.close();
    }
}
