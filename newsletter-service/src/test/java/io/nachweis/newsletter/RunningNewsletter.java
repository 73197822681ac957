package io.nachweis.newsletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import io.nachweis.embeddedmongo.EmbeddedMongo;
import io.nachweis.evidence.Entry;
import io.nachweis.evidence.SubjectEntries;
import io.nachweis.personal.EmailAddress;
import io.nachweis.personal.SubjectId;
import io.nachweis.starter.FactListener;
import io.nachweis.starter.NachweisService;
import io.nachweis.starter.SubjectIds;
import io.nachweis.testing.MovableClock;
import io.nachweis.testing.TestIssuer;
import io.nachweis.testing.TestSecrets;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.bson.types.Binary;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service as it runs in earnest, on the embedded database and a real mail server; no broker is there. */
final class RunningNewsletter implements AutoCloseable {

    private static final Pattern LINK = Pattern.compile("https://privacy\\.muster\\.example(/\\S+)");

    private static final Pattern NONCE = Pattern.compile("name=\"nonce\" value=\"([^\"]+)\"");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;
    private final int smtpPort;
    private final EmbeddedMongo mongo;
    private final ConfigurableApplicationContext context;
    private GreenMail mails;

    final TestIssuer issuer = new TestIssuer();
    final FakeDesk desk = new FakeDesk();
    final MovableClock clock = new MovableClock();

    RunningNewsletter(Path folder) {
        this(folder, _ -> {});
    }

    /** @param more what a test adds to the service, such as settings and beans */
    RunningNewsletter(Path folder, ApplicationContextInitializer<ConfigurableApplicationContext> more) {
        this.folder = folder;
        this.smtpPort = freePort();
        this.mails = mailServer();
        this.mongo = EmbeddedMongo.start(folder.resolve("data"), 0);
        this.context = NachweisService.builder(NewsletterApplication.class, "newsletter")
                .initializers(starting -> starting.getBeanFactory().registerSingleton("movableClock", clock), more)
                .run(
                        "--server.port=0",
                        "--MONGODB_URI=" + mongo.uri(),
                        "--KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1",
                        "--OIDC_ISSUER_URI=" + issuer.uri(),
                        "--SMTP_URL=smtp://127.0.0.1:" + smtpPort,
                        "--PUBLIC_URL=https://privacy.muster.example",
                        "--nachweis.disposable-domains=" + disposableDomains(),
                        "--CONSENT_URL=" + desk.uri(),
                        "--newsletter.desk.every=1h",
                        "--newsletter.desk.patience=20s",
                        "--nachweis.due.every=200ms",
                        "--nachweis.erasure-grace=200ms",
                        "--nachweis.mail.again.every=200ms",
                        "--logging.level.org.apache.kafka=OFF",
                        "--logging.level.de.bwaldvogel=WARN",
                        "--logging.level.com.icegreen=WARN",
                        "--nachweis.secrets=" + secrets(),
                        "--nachweis.controllers=src/test/resources/controllers");
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(request(path).GET(), headers);
    }

    /** Opens the page behind a link and presses one of its buttons. */
    HttpResponse<String> press(String link, String action, String... more) {
        var fields = new ArrayList<>(List.of("action", action, "nonce", nonce(get(link))));
        fields.addAll(List.of(more));
        return postForm(link, fields.toArray(String[]::new));
    }

    static String nonce(HttpResponse<String> page) {
        Matcher nonce = NONCE.matcher(page.body());
        return nonce.find() ? nonce.group(1) : "";
    }

    HttpResponse<String> head(String path) {
        return send(request(path).HEAD());
    }

    HttpResponse<String> postJson(String path, String json) {
        return send(request(path).POST(BodyPublishers.ofString(json)), "Content-Type", "application/json");
    }

    HttpResponse<String> postForm(String path, String... namesAndValues) {
        var form = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            form.append(i == 0 ? "" : "&")
                    .append(URLEncoder.encode(namesAndValues[i], UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(namesAndValues[i + 1], UTF_8));
        }
        return send(
                request(path).POST(BodyPublishers.ofString(form.toString())),
                "Content-Type",
                "application/x-www-form-urlencoded");
    }

    HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
        return sendFrom("192.0.2.7", request, headers);
    }

    HttpResponse<String> sendFrom(String ip, HttpRequest.Builder request, String... headers) {
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(
                    request.header("X-Nachweis-Client", TestSecrets.client(ip)).build(),
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

    /** Signs somebody up and returns the path of the link in the confirmation mail. */
    String signUp(String email) {
        int before = questionsTo(email).size();
        postJson("/api/v1/muster/subscriptions", """
                {"email": "%s", "company": "Acme", "consents": ["newsletter/1/de"]}""".formatted(email));
        await(() -> questionsTo(email).size() > before);
        return linkIn(questionsTo(email).get(before));
    }

    /** The same, confirmed; returns the path of the link to unsubscribe. */
    String signUpAndConfirm(String email) {
        String confirm = signUp(email);
        int before = mailsTo(email).size();
        press(confirm, "confirm");
        return linkIn(nextMail(email, before));
    }

    MimeMessage nextMail(String email, int before) {
        await(() -> mailsTo(email).size() > before);
        return mailsTo(email).get(before);
    }

    private List<MimeMessage> questionsTo(String email) {
        return mailsTo(email).stream()
                .filter(mail -> text(mail).contains("/confirm?token="))
                .toList();
    }

    List<MimeMessage> mailsTo(String email) {
        return Arrays.stream(mails.getReceivedMessages())
                .filter(mail -> isTo(mail, email))
                .toList();
    }

    /** How many mails there are to addresses that look like this. */
    long mails(String addresses) {
        return Arrays.stream(mails.getReceivedMessages())
                .filter(mail -> recipient(mail).toLowerCase(Locale.ROOT).matches(addresses))
                .count();
    }

    private static boolean isTo(MimeMessage mail, String email) {
        return recipient(mail).equals(email);
    }

    private static String recipient(MimeMessage mail) {
        try {
            return mail.getAllRecipients()[0] instanceof InternetAddress to ? to.getAddress() : "";
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

    int smtpPort() {
        return smtpPort;
    }

    void stopMailServer() {
        mails.stop();
    }

    void startMailServer() {
        mails = mailServer();
    }

    List<Entry> entries(String email) {
        return entries("muster", email);
    }

    List<Entry> entries(String controller, String email) {
        return bean(SubjectEntries.class).about(bean(SubjectIds.class).of(controller, EmailAddress.of(email)), true);
    }

    List<String> types(String email) {
        return entries(email).stream().map(Entry::type).toList();
    }

    SubjectId subject(String email) {
        return bean(SubjectIds.class).of("muster", EmailAddress.of(email));
    }

    /** How many sign-ups are on record, whoever made them; other entries still come while a test runs. */
    long signUps() {
        long found = 0;
        for (var commit : database().getCollection("log").find()) {
            found += commit.getList("leaves", Binary.class).stream()
                    .filter(leaf ->
                            new String(leaf.getData(), UTF_8).contains("\"type\":\"subscription.requested.v1\""))
                    .count();
        }
        return found;
    }

    /** What all entries of a type say, whoever they are about. */
    List<JsonNode> everyEntry(String type) {
        var found = new ArrayList<JsonNode>();
        for (var commit : database().getCollection("log").find()) {
            commit.getList("leaves", Binary.class).stream()
                    .map(leaf -> JsonMapper.shared().readTree(leaf.getData()))
                    .filter(leaf -> leaf.path("type").asString().equals(type))
                    .map(leaf -> leaf.path("data"))
                    .forEach(found::add);
        }
        return found;
    }

    MongoDatabase database() {
        return bean(MongoClient.class).getDatabase("nachweis_newsletter");
    }

    MongoDatabase keys() {
        return bean(MongoClient.class).getDatabase("nachweis_newsletter_keys");
    }

    /** Every byte of the data folder, once nothing is in it that was deleted. */
    byte[] everyByte() throws IOException {
        mongo.compact();
        try (var files = Files.walk(folder.resolve("data"))) {
            var all = new ByteArrayOutputStream();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.writeBytes(Files.readAllBytes(file));
            }
            return all.toByteArray();
        }
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    FactListener listener(String topic) {
        return context.getBeansOfType(FactListener.class).values().stream()
                .filter(listener -> listener.topic().equals(topic))
                .findFirst()
                .orElseThrow();
    }

    static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(condition);
    }

    private GreenMail mailServer() {
        var server = new GreenMail(new ServerSetup(smtpPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP))
                .withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
        server.start();
        return server;
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path secrets() {
        return TestSecrets.write(
                folder.resolve("secrets"),
                "master",
                "subject-muster",
                "subject-zweite",
                "newsletter-tokens",
                "gateway",
                "services");
    }

    private Path disposableDomains() {
        try {
            return Files.writeString(folder.resolve("disposable-domains.txt"), "throw-away.example\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        context.close();
        mongo.close();
        mails.stop();
        issuer.close();
        desk.close();
        FileSystemUtils.deleteRecursively(folder);
    }
}
