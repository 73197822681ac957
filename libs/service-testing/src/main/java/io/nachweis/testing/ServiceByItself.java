package io.nachweis.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.nachweis.embeddedmongo.EmbeddedMongo;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A service as it runs in earnest, on the embedded database and a real mail server, called as the gateway would call it; a
 * broker is there only from when a test starts it.
 */
public abstract class ServiceByItself implements AutoCloseable {

    /** To the platform; {@code PUBLIC_URL} begins like this in tests. */
    private static final Pattern LINK = Pattern.compile("https://privacy\\.[a-z.]+(/\\S+)");

    private static final String CLIENT = "192.0.2.7";

    private static final Pattern NONCE = Pattern.compile("name=\"nonce\" value=\"([^\"]+)\"");

    public final TestIssuer issuer = new TestIssuer();
    public final MovableClock clock = new MovableClock();

    protected final Path folder;
    protected final int smtpPort = TestBroker.freePorts()[0];
    private final HttpClient http = HttpClient.newHttpClient();
    private final EmbeddedMongo mongo;
    private final int[] brokerPorts = TestBroker.freePorts();
    private GreenMail mails = mailServer(smtpPort);
    private @Nullable TestBroker broker;

    protected ServiceByItself(Path folder) {
        this.folder = folder;
        this.mongo = EmbeddedMongo.start(folder.resolve("data"));
    }

    /** Where it listens. */
    protected abstract int port();

    /** The arguments it is started with: what every service is told, and more. */
    protected String[] settings(List<String> keys, String... more) {
        var secrets = new ArrayList<>(keys);
        secrets.addAll(List.of("master", "gateway"));
        var settings = new ArrayList<>(List.of(
                "--server.port=0",
                "--MONGODB_URI=" + mongo.uri(),
                "--KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:" + brokerPorts[0],
                "--OIDC_ISSUER_URI=" + issuer.uri(),
                "--SMTP_URL=smtp://127.0.0.1:" + smtpPort,
                "--nachweis.secrets=" + TestSecrets.write(folder.resolve("secrets"), secrets.toArray(String[]::new)),
                "--nachweis.outside=" + TestSecrets.folder(folder.resolve("outside")),
                "--nachweis.due.every=200ms",
                "--nachweis.admission-delay=0s",
                "--nachweis.erasure-grace=200ms",
                "--nachweis.mail.again.every=200ms",
                "--logging.level.org.apache.kafka=OFF",
                "--logging.level.de.bwaldvogel=WARN",
                "--logging.level.com.icegreen=WARN"));
        settings.addAll(List.of(more));
        return settings.toArray(String[]::new);
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(20));
    }

    public HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
        return sendFrom(CLIENT, request, headers);
    }

    public HttpResponse<String> sendFrom(String ip, HttpRequest.Builder request, String... headers) {
        return sendFrom(ip, request, HttpResponse.BodyHandlers.ofString(), headers);
    }

    private <T> HttpResponse<T> sendFrom(
            String ip, HttpRequest.Builder request, HttpResponse.BodyHandler<T> reader, String... headers) {
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(TestSecrets.byGateway(ip, request.build()), reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send(request(path).GET(), headers);
    }

    public HttpResponse<String> postJson(String path, String json, String... headers) {
        return send(
                request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)), headers);
    }

    public HttpResponse<String> postForm(String path, Map<String, String> fields, String... headers) {
        return send(form(path, fields), headers);
    }

    public HttpResponse<String> postForm(String path, String... namesAndValues) {
        return postForm(path, fields(namesAndValues));
    }

    private HttpRequest.Builder form(String path, Map<String, String> fields) {
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
    }

    private static Map<String, String> fields(String... namesAndValues) {
        var fields = new LinkedHashMap<String, String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }

    /** Opens the page behind a link and presses one of its buttons. */
    public HttpResponse<String> press(String link, String action, String... more) {
        return press(link, HttpResponse.BodyHandlers.ofString(), action, more);
    }

    /** The same where the answer is too large for a text. */
    public <T> HttpResponse<T> press(String link, HttpResponse.BodyHandler<T> reader, String action, String... more) {
        var fields = fields(more);
        fields.put("action", action);
        fields.put("nonce", nonce(get(link)));
        return sendFrom(CLIENT, form(link, fields), reader);
    }

    public static String nonce(HttpResponse<String> page) {
        Matcher nonce = NONCE.matcher(page.body());
        return nonce.find() ? nonce.group(1) : "";
    }

    /** The mail that follows so many others, once it has come. */
    public MimeMessage nextMail(String email, int before) {
        await(() -> mailsTo(email).size() > before);
        return mailsTo(email).get(before);
    }

    public List<MimeMessage> mailsTo(String email) {
        return mails().filter(mail -> recipient(mail).equals(email)).toList();
    }

    protected Stream<MimeMessage> mails() {
        return Arrays.stream(mails.getReceivedMessages());
    }

    protected static String recipient(MimeMessage mail) {
        try {
            return mail.getAllRecipients()[0] instanceof InternetAddress to ? to.getAddress() : "";
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String text(MimeMessage mail) {
        try {
            return mail.getContent().toString().replace("\r\n", "\n");
        } catch (IOException | MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The path of the first link to the platform. */
    public static String linkIn(MimeMessage mail) {
        return first(LINK, mail);
    }

    protected static String first(Pattern wanted, MimeMessage mail) {
        Matcher found = wanted.matcher(text(mail));
        if (!found.find()) {
            throw new AssertionError("There is no " + wanted + " in the mail");
        }
        return found.group(1);
    }

    /** It has what it had when it was stopped. */
    public synchronized TestBroker startBroker() {
        TestBroker running = broker == null ? TestBroker.start(folder.resolve("kafka"), brokerPorts) : broker;
        broker = running;
        return running;
    }

    public synchronized void stopBroker() {
        if (broker != null) {
            broker.close();
            broker = null;
        }
    }

    public void stopMailServer() {
        mails.stop();
    }

    public void startMailServer() {
        mails = mailServer(smtpPort);
    }

    private static GreenMail mailServer(int port) {
        var server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP))
                .withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
        server.start();
        return server;
    }

    /** Every byte of the data folder, once nothing is in it that was deleted. */
    public byte[] everyByte() {
        mongo.compact();
        try (var files = Files.walk(folder.resolve("data"))) {
            var all = new ByteArrayOutputStream();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.writeBytes(Files.readAllBytes(file));
            }
            return all.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(condition);
    }

    /** The first answer that is as awaited. */
    public static <T> T await(Callable<T> question, Predicate<T> isAwaited) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(question, isAwaited);
    }

    /** After the service itself has ended. */
    @Override
    public void close() {
        stopBroker();
        mongo.close();
        mails.stop();
        issuer.close();
    }
}
