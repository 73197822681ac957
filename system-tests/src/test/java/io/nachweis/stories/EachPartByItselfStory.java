package io.nachweis.stories;

import static com.mongodb.client.model.Filters.not;
import static com.mongodb.client.model.Filters.regex;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import io.nachweis.contracts.Topics;
import io.nachweis.stories.MailReceiver.Mail;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Each part in a process of its own, unpacked as its image has it and told what {@code compose.yaml} tells it; a trial
 * lends the database, the broker, the mailbox and the issuer. Of newsletter-service there are two.
 */
class EachPartByItselfStory {

    private static final Duration HANDED_OVER = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final Trial trial = Trial.create();
    private final Map<String, Path> jars = new HashMap<>();
    private OwnProcesses processes = new OwnProcesses(trial.home(), trial.home());
    private int second;
    private @Nullable Process secondNewsletter;

    @BeforeEach
    void start() throws Exception {
        trial.start();
        processes = new OwnProcesses(trial.home(), folder);
        Map<String, JsonNode> parts = new HashMap<>(Deployment.parts());
        parts.values().removeIf(part -> !Files.exists(trial.home().resolve(Deployment.module(part))));
        for (String part : parts.keySet()) {
            Http.postJson(trial.site() + "/parts/" + part, Map.of("there", false));
        }
        // The one that comes first has everything to do, and the gateway knows the other.
        JsonNode newsletter = Objects.requireNonNull(parts.get("newsletter"));
        second = OwnProcesses.freePort();
        secondNewsletter = run(newsletter, second);
        Patience.until(
                "the second newsletter-service is ready",
                () -> OwnProcesses.isReady("http://localhost:" + second + "/actuator/health/readiness"));
        for (Map.Entry<String, JsonNode> part : parts.entrySet()) {
            run(part.getValue(), URI.create(address(part.getKey())).getPort());
        }
        Patience.until("all of it is ready", () -> OwnProcesses.isReady(trial.gateway() + "/health/ready"));
    }

    @AfterEach
    void stop() throws Exception {
        processes.close();
        trial.close();
    }

    private Process run(JsonNode part, int port) throws Exception {
        String module = Deployment.module(part);
        if (!jars.containsKey(module)) {
            jars.put(module, processes.unpacked(module));
        }
        Map<String, String> environment = new HashMap<>();
        part.path("environment").propertyNames().forEach(name -> environment.put(name, here(name)));
        environment.put("NACHWEIS_SECRETS", trial.secrets().toString());
        environment.put(
                "NACHWEIS_CONTROLLERS", Deployment.FOLDER.resolve("controllers").toString());
        environment.put("MANAGEMENT_PORT", Integer.toString(trial.port() + 4));
        return processes.start(module, Objects.requireNonNull(jars.get(module)), port, environment);
    }

    /** What a variable of {@code compose.yaml} has to say on this machine. */
    private String here(String variable) {
        return switch (variable) {
            case "PUBLIC_URL" -> trial.gateway();
            case "MONGODB_URI" -> trial.mongo() + "/?directConnection=true&retryWrites=false";
            case "KAFKA_BOOTSTRAP_SERVERS" -> trial.kafka();
            case "NACHWEIS_KAFKA_SECURITY_PROTOCOL" -> "PLAINTEXT";
            case "NACHWEIS_KAFKA_SASL_MECHANISM", "NACHWEIS_KAFKA_SASL_JAAS_CONFIG" -> "";
            case "OIDC_ISSUER_URI" -> trial.site() + "/realms/nachweis";
            case "SMTP_URL" -> trial.smtp();
            default -> {
                assertThat(variable).endsWith("_URL");
                yield address(variable.replace("_URL", "").toLowerCase(Locale.ROOT));
            }
        };
    }

    private String address(String part) {
        return part.equals("gateway") ? trial.gateway() : trial.service(part);
    }

    @Test
    void the_story_is_the_same_and_goes_on_when_one_of_two_is_killed() throws IOException {
        Desk desk = Desk.of(trial);
        Person ada = Person.named("ada", trial).whoConfirmed();
        Person grace = Person.named("grace", trial).whoConfirmed();
        Patience.until("consent is known", () -> desk.isAllowed(ada) && desk.isAllowed(grace));
        assertThat(desk.history(ada).json().path("missing")).isEmpty();
        assertThat(Http.postForm(ada.oneClick(), Map.of("List-Unsubscribe", "One-Click"))
                        .status())
                .isEqualTo(200);
        Patience.until("withdrawal is known", () -> !desk.isAllowed(ada));

        try (MongoClient client = MongoClients.create(trial.mongo());
                ConsentsTopic consents = new ConsentsTopic(trial, Topics.CONSENTS)) {
            MongoCollection<Document> claims =
                    client.getDatabase("nachweis_newsletter").getCollection("tokens");
            Pattern killed = Pattern.compile("-" + second + "$");
            assertThat(claims.countDocuments(not(regex("owner", killed))))
                    .as("segments of the first")
                    .isZero();
            List<Person> crowd = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                crowd.add(Person.named("crowd", trial));
                crowd.getLast().signsUp();
            }

            Objects.requireNonNull(secondNewsletter).destroyForcibly().onExit().join();
            long since = System.nanoTime();
            String subject = desk.subject(grace);
            String now = Http.get(trial.site() + "/clock").json().path("now").asString("");
            desk.post(
                    "/subjects/" + subject + "/purposes/newsletter/withdrawals",
                    Map.of("channel", "phone", "receivedAt", now));
            Person late = Person.named("late", trial);
            late.signsUp();

            Patience.until("each claim is the first's", () -> claims.countDocuments(regex("owner", killed)) == 0);
            Duration claimed = Duration.ofNanos(System.nanoTime() - since);
            crowd.forEach(person -> person.mail(1));
            late.whoConfirms();
            Patience.until("it is heard", () -> desk.isAllowed(late));
            Duration published = Duration.ofNanos(System.nanoTime() - since);
            Patience.until(
                    "what the desk wrote down is heard by the newsletter",
                    () -> desk.typesOnRecord(grace).contains("subscription.consent-withdrawn.v1"));
            Duration heard = Duration.ofNanos(System.nanoTime() - since);
            System.out.printf(
                    "After the kill: claims handed over %.1f s, a new consent published %.1f s, a fact heard %.1f s%n",
                    claimed.toMillis() / 1e3, published.toMillis() / 1e3, heard.toMillis() / 1e3);
            assertThat(List.of(claimed, published, heard)).allMatch(took -> took.compareTo(HANDED_OVER) < 0);

            assertThat(consents.typesAbout(subject, 2))
                    .containsExactly("nachweis.consent.given.v1", "nachweis.consent.withdrawn.v1");
            assertThat(consents.typesAbout(desk.subject(late), 1)).containsExactly("nachweis.consent.given.v1");
        }
        try (Log log = Log.of("newsletter", trial)) {
            log.atRest();
            KillingUnderLoadStory.assertRepeatsAreMarked(mails(), log.from(0));
        }
    }

    private List<Mail> mails() {
        List<Mail> mails = new ArrayList<>();
        Http.get(trial.site() + "/mails.json")
                .json()
                .forEach(mail -> mails.add(new Mail(
                        mail.path("to").path(0).asString(""),
                        mail.path("headers").path("Message-ID").asString(""),
                        mail.path("text").asString(""))));
        return mails;
    }
}
