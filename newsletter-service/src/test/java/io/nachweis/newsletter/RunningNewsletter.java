package io.nachweis.newsletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
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
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bson.types.Binary;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service, and the desk that it asks. */
final class RunningNewsletter extends ServiceByItself {

    final FakeConsentService desk = new FakeConsentService();

    private final ApplicationContextInitializer<ConfigurableApplicationContext> more;
    private ConfigurableApplicationContext context;

    RunningNewsletter(Path folder) {
        this(folder, _ -> {});
    }

    /** @param more what a test adds to the service, such as settings and beans */
    RunningNewsletter(Path folder, ApplicationContextInitializer<ConfigurableApplicationContext> more) {
        super(folder);
        this.more = more;
        this.context = start();
    }

    /** Ends the service and starts it again on what it has stored. */
    void restart() {
        context.close();
        context = start();
    }

    private ConfigurableApplicationContext start() {
        return NachweisService.builder(NewsletterApplication.class, "newsletter")
                .initializers(starting -> starting.getBeanFactory().registerSingleton("movableClock", clock), more)
                .run(settings(
                        List.of("subject-muster", "subject-zweite", "newsletter-tokens"),
                        "--PUBLIC_URL=https://privacy.muster.example",
                        "--CONSENT_URL=" + desk.uri(),
                        "--nachweis.disposable-domains=" + disposableDomains(),
                        "--nachweis.controllers=src/test/resources/controllers",
                        "--newsletter.desk.every=1h",
                        "--resilience4j.timelimiter.instances.consent-facts.timeout-duration=20s"));
    }

    private Path disposableDomains() {
        try {
            return Files.writeString(folder.resolve("disposable-domains.txt"), "throw-away.example\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    int smtpPort() {
        return smtpPort;
    }

    HttpResponse<String> head(String path) {
        return send(request(path).HEAD());
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

    private List<MimeMessage> questionsTo(String email) {
        return mailsTo(email).stream()
                .filter(mail -> text(mail).contains("/confirm?token="))
                .toList();
    }

    /** How many mails there are to addresses that look like this. */
    long mails(String addresses) {
        return mails().filter(mail -> recipient(mail).toLowerCase(Locale.ROOT).matches(addresses))
                .count();
    }

    List<Entry> entries(String email) {
        return entries("muster", email);
    }

    /** Once no form of theirs waits any more. */
    List<Entry> entries(String controller, String email) {
        var subject = bean(SubjectIds.class).of(controller, EmailAddress.of(email));
        return await(
                () -> bean(SubjectEntries.class).about(subject, true).toList(), RunningNewsletter::isNobodyWaiting);
    }

    private static boolean isNobodyWaiting(List<Entry> entries) {
        return entries.stream().noneMatch(entry -> entry.type().equals("form.received.v1"));
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

    /** Once everything that came in was admitted or dropped, and every mail that follows from it is out or waits. */
    void settle() {
        handles("admission");
        handles("mailer");
    }

    private void handles(String processor) {
        var last = database()
                .getCollection("log")
                .find()
                .sort(Sorts.descending("_id"))
                .first();
        long head = last == null ? 0 : last.getLong("_id");
        await(() -> database()
                        .getCollection("tokens")
                        .countDocuments(Filters.and(
                                Filters.eq("processor", processor), Filters.not(Filters.gte("position", head))))
                == 0);
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

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** As Kafka brings it, to everybody who follows the topic. */
    void hears(String topic, ReceivedFact received) {
        context.getBeansOfType(FactListener.class).values().stream()
                .filter(listener -> listener.topics().contains(topic))
                .forEach(listener -> listener.on(received));
    }

    @Override
    public void close() {
        context.close();
        super.close();
        desk.close();
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
