package io.nachweis.lead;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import io.nachweis.contracts.Fact.ErasureOrdered;
import io.nachweis.contracts.Fact.Order;
import io.nachweis.contracts.Topics;
import io.nachweis.event.EmailAddress;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bson.types.Binary;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service, and the newsletter that it hands over to. */
final class RunningLead extends ServiceByItself {

    final FakeNewsletter newsletter = new FakeNewsletter();

    private final ConfigurableApplicationContext context;

    RunningLead(Path folder) {
        super(folder);
        this.context = NachweisService.builder(LeadApplication.class, "lead")
                .initializers(starting -> starting.getBeanFactory().registerSingleton("movableClock", clock))
                .run(settings(
                        List.of("subject-muster", "subject-zweite", "lead-tokens"),
                        "--PUBLIC_URL=https://privacy.muster.example",
                        "--NEWSLETTER_URL=" + newsletter.uri(),
                        "--nachweis.controllers=src/test/resources/controllers"));
    }

    @Override
    protected int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    String[] as(String role) {
        return as(role, "muster");
    }

    String[] as(String role, String controller) {
        return new String[] {"Authorization", "Bearer " + issuer.token(role, List.of(controller), List.of())};
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
        return nextMail(email, number - 1);
    }

    /** As rights-service orders it. */
    void erase(String email) {
        tell(email, new ErasureOrdered("muster", UUID.randomUUID().toString(), clock.instant()));
    }

    /** As rights-service says it. */
    void tell(String email, Order order) {
        context.getBeansOfType(FactListener.class).values().stream()
                .filter(listener -> listener.topics().contains(Topics.SUBJECTS))
                .forEach(listener -> listener.on(new ReceivedFact(
                        UUID.randomUUID() + ".0",
                        "/rights",
                        1,
                        bean(SubjectIds.class).of("muster", EmailAddress.of(email)),
                        order)));
    }

    /** Once no form of theirs waits any more. */
    List<Entry> entries(String email) {
        var subject = bean(SubjectIds.class).of("muster", EmailAddress.of(email));
        return await(() -> bean(SubjectEntries.class).about(subject, true).toList(), RunningLead::isNobodyWaiting);
    }

    private static boolean isNobodyWaiting(List<Entry> entries) {
        return entries.stream().noneMatch(entry -> entry.type().equals("form.received.v1"));
    }

    List<String> types(String email) {
        return entries(email).stream().map(Entry::type).toList();
    }

    /** What there is of this type, of whomever. */
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
        return bean(MongoClient.class).getDatabase("nachweis_lead");
    }

    boolean holds(String text) {
        return new String(everyByte(), ISO_8859_1).contains(text);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
        super.close();
        newsletter.close();
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
