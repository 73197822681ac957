package io.nachweis.lead;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import io.nachweis.contracts.Fact.ErasureOrdered;
import io.nachweis.contracts.Topics;
import io.nachweis.embeddedmongo.EmbeddedMongo;
import io.nachweis.evidence.Entry;
import io.nachweis.evidence.SubjectEntries;
import io.nachweis.personal.EmailAddress;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** The service as it runs in earnest, on the embedded database and a real mail server; no broker is there. */
final class RunningLead implements AutoCloseable {

    private static final Pattern LINK = Pattern.compile("https://privacy\\.muster\\.example(/\\S+)");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;
    private final EmbeddedMongo mongo;
    private final GreenMail mails;
    private final ConfigurableApplicationContext context;

    final TestIssuer issuer = new TestIssuer();
    final FakeNewsletter newsletter = new FakeNewsletter();
    final MovableClock clock = new MovableClock();

    RunningLead(Path folder) {
        this.folder = folder;
        int smtpPort = freePort();
        this.mails = new GreenMail(new ServerSetup(smtpPort, "127.0.0.1", ServerSetup.PROTOCOL_SMTP))
                .withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
        mails.start();
        this.mongo = EmbeddedMongo.start(folder.resolve("data"), 0);
        this.context = NachweisService.builder(LeadApplication.class, "lead")
                .initializers(starting -> starting.getBeanFactory().registerSingleton("movableClock", clock))
                .run(
                        "--server.port=0",
                        "--MONGODB_URI=" + mongo.uri(),
                        "--KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:1",
                        "--OIDC_ISSUER_URI=" + issuer.uri(),
                        "--SMTP_URL=smtp://127.0.0.1:" + smtpPort,
                        "--PUBLIC_URL=https://privacy.muster.example",
                        "--NEWSLETTER_URL=" + newsletter.uri(),
                        "--nachweis.due.every=200ms",
                        "--nachweis.erasure-grace=200ms",
                        "--nachweis.mail.again.every=200ms",
                        "--logging.level.org.apache.kafka=OFF",
                        "--logging.level.de.bwaldvogel=WARN",
                        "--logging.level.com.icegreen=WARN",
                        "--nachweis.secrets="
                                + TestSecrets.write(
                                        folder.resolve("secrets"),
                                        "master",
                                        "subject-muster",
                                        "subject-zweite",
                                        "lead-tokens",
                                        "gateway",
                                        "services"),
                        "--nachweis.controllers=src/test/resources/controllers");
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(request(path).GET(), headers);
    }

    HttpResponse<String> postJson(String path, String json, String... headers) {
        return send(
                request(path).POST(BodyPublishers.ofString(json)).header("Content-Type", "application/json"), headers);
    }

    HttpResponse<String> postForm(String path, Map<String, String> fields, String... headers) {
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return send(
                request(path)
                        .POST(BodyPublishers.ofString(form))
                        .header("Content-Type", "application/x-www-form-urlencoded"),
                headers);
    }

    private HttpRequest.Builder request(String path) {
        int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20));
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
        if (headers.length > 0) {
            request.headers(headers);
        }
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

    String[] as(String role) {
        return new String[] {"Authorization", "Bearer " + issuer.token(role, List.of("muster"), List.of())};
    }

    /** Asks for the document and returns the path of the link in the mail. */
    String requestDownload(String email, String... consents) {
        String ticked = Arrays.stream(consents).map(each -> '"' + each + '"').collect(Collectors.joining(","));
        var answer = postJson("/api/v1/muster/downloads", """
                {"email": "%s", "name": "Ottokar", "company": "Acme", "document": "guide", "consents": [%s]}""".formatted(email, ticked));
        if (answer.statusCode() != 202) {
            throw new AssertionError(answer.body());
        }
        return linkIn(mail(email, 1));
    }

    /** The mail of this number, once it has come. */
    MimeMessage mail(String email, int number) {
        await(() -> mailsTo(email).size() >= number);
        return mailsTo(email).get(number - 1);
    }

    List<MimeMessage> mailsTo(String email) {
        return Arrays.stream(mails.getReceivedMessages())
                .filter(mail -> recipient(mail).equals(email))
                .toList();
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

    private static String linkIn(MimeMessage mail) {
        Matcher link = LINK.matcher(text(mail));
        if (!link.find()) {
            throw new AssertionError("There is no link in the mail");
        }
        return link.group(1);
    }

    /** As rights-service orders it. */
    void erase(String email) {
        var order = new ErasureOrdered("muster", UUID.randomUUID().toString(), clock.instant());
        context.getBeansOfType(FactListener.class).values().stream()
                .filter(listener -> listener.topic().equals(Topics.SUBJECTS))
                .forEach(listener -> listener.on(new Heard(
                        UUID.randomUUID() + ".0",
                        "/rights",
                        1,
                        bean(SubjectIds.class).of("muster", EmailAddress.of(email)),
                        order)));
    }

    List<Entry> entries(String email) {
        return bean(SubjectEntries.class).about(bean(SubjectIds.class).of("muster", EmailAddress.of(email)), true);
    }

    List<String> types(String email) {
        return entries(email).stream().map(Entry::type).toList();
    }

    MongoDatabase database() {
        return bean(MongoClient.class).getDatabase("nachweis_lead");
    }

    /** Every byte of the data folder, once nothing is in it that was deleted. */
    boolean holds(String text) {
        mongo.compact();
        try (var files = Files.walk(folder.resolve("data"))) {
            return files.filter(Files::isRegularFile).anyMatch(file -> holds(file, text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(condition);
    }

    @Override
    public void close() throws IOException {
        context.close();
        mongo.close();
        mails.stop();
        issuer.close();
        newsletter.close();
        FileSystemUtils.deleteRecursively(folder);
    }
}
