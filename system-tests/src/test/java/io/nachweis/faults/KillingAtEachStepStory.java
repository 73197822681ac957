package io.nachweis.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import io.nachweis.contracts.Topics;
import io.nachweis.faults.CrashPoint.Action;
import io.nachweis.people.DeskClient;
import io.nachweis.people.MailReceiver.Mail;
import io.nachweis.people.Person;
import io.nachweis.platform.Await;
import io.nachweis.platform.ConsentsTopic;
import io.nachweis.platform.Log;
import io.nachweis.platform.OwnProcesses;
import io.nachweis.platform.PlatformAddresses;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.SeparateParts;
import io.nachweis.platform.Shape;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryHttpClient.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Whatever step a request of somebody by right has reached when a service is killed, it ends as it should. */
class KillingAtEachStepStory {

    private static final String RECEIVED = "rights.request-received.v1";
    private static final String QUEUE = "/desk/rights-requests";
    private static final Pattern CODE = Pattern.compile("(?m)^(\\d{6})$");
    private static final List<String> SERVICES = List.of("consent", "lead", "newsletter", "rights");

    /** So many from one address would be taken for an attack. */
    private static final PlatformUnderTest platform = PlatformUnderTest.create(
            Shape.TRIAL,
            port -> Map.of(
                    "NACHWEIS_TRUSTED_HOPS",
                    "127.0.0.1,::1",
                    "NACHWEIS_TRIAL_MONGODB_PORT",
                    Integer.toString(new PlatformAddresses(port).databasePort())));

    private static final Path folder = platform.folder().create("parts");
    private static final SeparateParts parts = new SeparateParts(platform, Map.of(), folder);
    private static @Nullable KillableService victim;

    private final DeskClient desk = DeskClient.of(platform);
    private final Person person = Person.named("kay", platform);
    private String request = "";

    @BeforeAll
    static void start() {
        platform.start();
    }

    @AfterAll
    static void stop() throws IOException {
        if (victim != null) {
            victim.close();
        }
        parts.stop();
        platform.close();
    }

    @ParameterizedTest
    @MethodSource("io.nachweis.faults.CrashPoint#ofRights")
    void of_rights(CrashPoint crashPoint) throws Exception {
        assertEndsAsItShould(crashPoint);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("io.nachweis.faults.CrashPoint#ofNewsletter")
    void of_newsletter(CrashPoint crashPoint) throws Exception {
        assertEndsAsItShould(crashPoint);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("io.nachweis.faults.CrashPoint#ofConsent")
    void of_consent(CrashPoint crashPoint) throws Exception {
        assertEndsAsItShould(crashPoint);
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("io.nachweis.faults.CrashPoint#ofLead")
    void of_lead(CrashPoint crashPoint) throws Exception {
        assertEndsAsItShould(crashPoint);
    }

    private void assertEndsAsItShould(CrashPoint crashPoint) throws Exception {
        KillableService killable = mortal(crashPoint.service());
        isKnownToEverybody();
        String page = asks(crashPoint, killable);
        JsonNode asked = detail();
        proves(page, crashPoint, killable);
        if (crashPoint.isOfAccess()) {
            fetches(crashPoint, killable);
        } else {
            isErased(crashPoint);
        }
        assertThat(detail().path("dueOn")).isEqualTo(asked.path("dueOn"));
        assertThat(count("rights.request-answered.v1")).isOne();
        assertThat(count("rights.mailbox-proven.v1")).isOne();
        assertThat(count(RECEIVED)).isOne();
        assertMailsAreOnRecord(2, !crashPoint.isOfAccess());
        assertThat(logs()).doesNotContain(person.email());
    }

    /** One after the other; the trial has the others. */
    private static KillableService mortal(String service) throws Exception {
        KillableService running = victim;
        if (running == null || !running.service().equals(service)) {
            if (running != null) {
                running.giveBack();
            }
            running = new KillableService(service, platform, parts);
            victim = running;
        }
        running.recover();
        Await.until(
                "all of it is ready",
                () -> OwnProcesses.isReady(platform.addresses().gateway() + "/health/ready"));
        return running;
    }

    private void isKnownToEverybody() {
        Map<String, String> details = Map.of("company", "Canary of a company", "role", "Canary of a role");
        accepted(person.subscriptions(), person.signUp(details));
        person.whoConfirms();
        accepted(
                platform.addresses().gateway() + "/api/v1/idm/enquiries",
                Map.of("email", person.email(), "name", "Canary of a name", "message", "Canary of a message"));
        person.mail(3);
        Await.until("consent is known", () -> desk.isAllowed(person));
    }

    private static void accepted(String address, Map<String, Object> body) {
        Await.until("it is taken", () -> post(address, body), answer -> answer.status() == 202);
    }

    private static Answer post(String address, Map<String, Object> body) {
        return StoryHttpClient.postJson(address, body, "X-Forwarded-For", Person.someAddress());
    }

    /** Does something, and the service may be killed meanwhile. What becomes of it is seen after its restart. */
    private void act(Action deed, CrashPoint crashPoint, KillableService killable, Runnable act) throws Exception {
        if (crashPoint.during() != deed) {
            act.run();
            return;
        }
        killable.diesAt(crashPoint.patterns(), crashPoint.side());
        act.run();
        killable.awaitDeath();
        if (crashPoint.service().equals("rights")) {
            assertThat(desk.get(QUEUE).problem()).isEqualTo("unavailable");
        }
        if (crashPoint.waits()) {
            Await.until(
                    "the request waits visibly for " + crashPoint.service(),
                    () -> detail().path("waitingFor")
                            .valueStream()
                            .anyMatch(each -> each.asString("").equals(crashPoint.service())));
            assertThat(desk.get(QUEUE).body()).contains(crashPoint.service());
        }
        killable.start();
    }

    /** Until it is on record, which it is for sure once it was answered; the link of the mail that then comes. */
    private String asks(CrashPoint crashPoint, KillableService killable) throws Exception {
        String address = platform.addresses().gateway() + "/api/v1/idm/rights-requests";
        Map<String, Object> body = Map.of("email", person.email(), "kind", crashPoint.kind(), "locale", "en");
        long before = forms();
        Map<String, Answer> answers = new HashMap<>();
        act(Action.ASK, crashPoint, killable, () -> answers.put("first", post(address, body)));
        Instant askedAt = Instant.now();
        boolean isOnRecord = forms() > before;
        if (!isOnRecord) {
            assertThat(answers.get("first")).extracting(Answer::status).isNotEqualTo(202);
            accepted(address, body);
        }
        Await.until("the request is on record", () -> count(RECEIVED) == 1);
        request = ofType(RECEIVED).findFirst().orElseThrow().at("/data/request").asString("");
        if (isOnRecord) {
            assertThat(Instant.parse(detail().path("receivedAt").asString(""))).isBeforeOrEqualTo(askedAt);
        }
        return person.linkIn("/idm/rights/");
    }

    /** That rights-service has on record, whoever sent them. */
    private static long forms() {
        try (Log log = Log.of("rights", platform)) {
            return log.from(0).stream()
                    .filter(entry -> entry.path("type").asString("").equals("form.received.v1"))
                    .count();
        }
    }

    private void proves(String page, CrashPoint crashPoint, KillableService killable) throws Exception {
        act(Action.PROVE, crashPoint, killable, () -> person.presses(page, "prove", ""));
        Await.until("the mailbox is proven", () -> {
            Answer seen = StoryHttpClient.get(page);
            if (seen.body().contains("Was this you?")) {
                person.presses(page, "prove", "");
            }
            return seen.status() == 200 && !seen.body().contains("Was this you?");
        });
    }

    private void fetches(CrashPoint crashPoint, KillableService killable) throws Exception {
        String code = Await.until(
                        "the answer is ready",
                        () -> person.mails().stream()
                                .flatMap(mail -> code(mail.path("text").asString("")))
                                .toList(),
                        codes -> !codes.isEmpty())
                .getFirst();
        String page = person.linkIn("/idm/rights/");
        act(Action.FETCH, crashPoint, killable, () -> assertComplete(person.presses(page, "fetch", code)));
        Answer answer = Await.until(
                "it is fetched", () -> person.presses(page, "fetch", code), KillingAtEachStepStory::isAttachment);
        assertComplete(answer);
    }

    private static Stream<String> code(String text) {
        Matcher code = CODE.matcher(text);
        return code.find() ? Stream.of(code.group(1)) : Stream.empty();
    }

    private static boolean isAttachment(Answer answer) {
        return answer.status() == 200 && answer.header("Content-Disposition").startsWith("attachment");
    }

    /** Half an answer is none. */
    private static void assertComplete(Answer answer) {
        if (isAttachment(answer)) {
            assertThat(answer.json().path("services")).hasSize(SERVICES.size());
            assertThat(answer.body())
                    .contains("Canary of a company", "Canary of a role", "Canary of a name", "Canary of a message")
                    .contains("consent.given.v1", RECEIVED);
        } else {
            assertThat(answer.body()).doesNotContain("Canary");
        }
    }

    private void isErased(CrashPoint crashPoint) {
        Await.until(
                "the answer says what is kept",
                () -> person.mails().stream()
                        .anyMatch(mail -> mail.path("text").asString("").contains("- Enquiries and answers: erased")));
        assertThat(desk.isAllowed(person)).isFalse();
        assertThat(desk.history(person).body()).doesNotContain("Canary of a message");
        assertThat(count("erasure.decided.v1")).isEqualTo(SERVICES.size());
        assertThat(count("erasure.carried-out.v1")).isEqualTo(SERVICES.size());
        assertThat(ofType("rights.erasure-reported.v1")
                        .map(entry -> entry.at("/data/service").asString("")))
                .containsExactlyInAnyOrderElementsOf(SERVICES);
        assertThat(count("rights.erasure-ordered.v1")).isOne();
        assertThat(count("subscription.consent-withdrawn.v1")).isOne();
        assertThat(count("consent.withdrawn.v1")).isOne();
        assertSaidOnce(Topics.of(crashPoint.service()), "nachweis.erasure.reported.v1");
        assertSaidOnce(Topics.SUBJECTS, "nachweis.erasure.ordered.v1");
        if (crashPoint.service().equals("lead")) {
            assertNoKeyIsLeft();
        }
    }

    /** It may be repeated, word for word. */
    private void assertSaidOnce(String topic, String type) {
        try (ConsentsTopic facts = new ConsentsTopic(platform, topic)) {
            String subject = desk.subject(person);
            assertThat(Await.until(
                                    type + " is heard",
                                    () -> facts.about(subject).stream()
                                            .filter(fact -> fact.type().equals(type))
                                            .toList(),
                                    said -> !said.isEmpty())
                            .stream()
                            .distinct())
                    .hasSize(1);
        }
    }

    private void assertNoKeyIsLeft() {
        String keys = desk.subject(person) + "/enquiries/";
        try (MongoClient client = MongoClients.create(platform.database())) {
            Await.until(
                    "every key of what is erased is destroyed",
                    () -> client.getDatabase("nachweis_lead_keys")
                                    .getCollection("keys")
                                    .countDocuments(Filters.regex("_id", "^" + Pattern.quote(keys)))
                            == 0);
        }
    }

    /** Each mail once, and one that came again says so in its one record; an erasure has erased that of the enquiry. */
    private void assertMailsAreOnRecord(long ofTheRequest, boolean isErased) {
        List<JsonNode> records = Await.until(
                "each mail about the request is on record",
                () -> ofType(KillingUnderLoadStory.MAIL_SENT).toList(),
                found -> ofRights(found) >= ofTheRequest);
        assertThat(ofRights(records)).isEqualTo(ofTheRequest);
        Set<String> ids = records.stream()
                .map(record -> record.at("/data/messageId").asString(""))
                .collect(Collectors.toSet());
        Map<Boolean, List<Mail>> mails = person.mails().stream()
                .map(Mail::of)
                .collect(Collectors.partitioningBy(mail -> ids.contains(mail.id())));
        KillingUnderLoadStory.assertRepeatsAreMarked(mails.getOrDefault(true, List.of()), records);
        assertThat(mails.getOrDefault(false, List.of())).hasSizeLessThanOrEqualTo(isErased ? 1 : 0);
    }

    private static long ofRights(List<JsonNode> records) {
        return records.stream()
                .filter(record -> record.path("service").asString("").equals("rights"))
                .count();
    }

    private JsonNode detail() {
        return Await.until("the desk sees it", () -> desk.get(QUEUE + "/" + request), seen -> seen.status() == 200)
                .json();
    }

    private long count(String type) {
        return ofType(type).count();
    }

    private Stream<JsonNode> ofType(String type) {
        return desk.entriesOnRecord(person)
                .filter(entry -> entry.path("type").asString("").equals(type));
    }

    private static String logs() throws IOException {
        StringBuilder logs = new StringBuilder();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".log")).toList()) {
                logs.append(Files.readString(file));
            }
        }
        return logs.toString();
    }
}
