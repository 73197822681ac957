package io.nachweis.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.faults.KillSwitchProxy.MessagePattern;
import io.nachweis.faults.KillSwitchProxy.Side;
import io.nachweis.people.DeskClient;
import io.nachweis.people.Person;
import io.nachweis.platform.Await;
import io.nachweis.platform.Depth;
import io.nachweis.platform.Log;
import io.nachweis.platform.OwnProcesses;
import io.nachweis.platform.PlatformAddresses;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.SeparateParts;
import io.nachweis.platform.Shape;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.Traces;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The evidence of many ends on one day (Art. 5(1)(e) GDPR), two instances end it, and one is killed at any step of it and comes
 * back: nothing is left, nothing ends twice, and nothing that ends later ends with it.
 */
class KillingRetentionStory {

    private static final int MANY = 16;
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String ENDED = "retention.ended.v1";

    private static final PlatformUnderTest platform = PlatformUnderTest.create(
            Shape.TRIAL,
            port -> Map.of(
                    "NACHWEIS_TRUSTED_HOPS",
                    "127.0.0.1,::1",
                    "NACHWEIS_TRIAL_MONGODB_PORT",
                    Integer.toString(new PlatformAddresses(port).databasePort())));

    private static final SeparateParts parts = new SeparateParts(
            platform, Map.of("NACHWEIS_ERASURE_GRACE", "1s"), platform.folder().create("parts"));

    @SuppressWarnings("NullAway.Init")
    private static KillableService victim;

    /** A step of the end of a case, known by the message that makes it durable. */
    record Step(String name, MessagePattern pattern, Side side) {

        private static Step of(String name, String... words) {
            return new Step(name, MessagePattern.of(words), Side.BEFORE);
        }

        private Stream<Step> onEitherSide() {
            return Stream.of(this, new Step(name, pattern, Side.AFTER));
        }

        @Override
        public String toString() {
            return (side == Side.BEFORE ? "before " : "after ") + name;
        }
    }

    private final DeskClient desk = DeskClient.of(platform);

    @BeforeAll
    static void start() throws Exception {
        platform.start();
        victim = new KillableService("newsletter", platform, parts);
        parts.another("newsletter", OwnProcesses.freePort());
    }

    @AfterAll
    static void stop() throws IOException {
        victim.close();
        parts.stop();
        platform.close();
    }

    static List<Step> steps() {
        Step onRecord = Step.of("the end is on record", ENDED);
        if (!Depth.isFull()) {
            return onRecord.onEitherSide().skip(1).toList();
        }
        return Stream.of(
                        Step.of("it is claimed", "findAndModify", "tries"),
                        onRecord,
                        Step.of("its key is retired", "$set", "retired", "kid"),
                        Step.of("what it sealed is pulled", "$pull", "sealed.key"),
                        Step.of("its key is put down as destroyed", "insert", "destroyed"),
                        Step.of("its key is deleted", "delete", "keys", "kid"),
                        Step.of("nothing leads to its stream", "delete", "handles"),
                        Step.of("it is done", "delete", "due"))
                .flatMap(Step::onEitherSide)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("steps")
    void ends_everything_once_and_nothing_early(Step step) throws Exception {
        victim.recover();
        Await.until(
                "all of it is ready",
                () -> OwnProcesses.isReady(platform.addresses().gateway() + "/health/ready"));
        List<Person> over = Stream.generate(() -> Person.named("over", platform))
                .limit(MANY)
                .map(KillingRetentionStory::whoUnsubscribed)
                .toList();
        LocalDate end = today().plusYears(3);
        forwardTo(today().plusDays(3));
        Person later = whoUnsubscribed(Person.named("later", platform));
        Person stays = Person.named("stays", platform).whoConfirmed();
        Await.until("consent is known", () -> desk.isAllowed(stays));
        Map<String, Long> before = endsByCase();

        forwardTo(end.minusDays(1));
        assertThat(over)
                .allSatisfy(person -> assertThat(desk.typesOnRecord(person))
                        .contains("subscription.confirmed.v1", "consent.withdrawn.v1"));
        assertThat(endsByCase()).isEqualTo(before);
        victim.diesAt(List.of(step.pattern()), step.side());
        forwardTo(end.plusDays(1));
        victim.awaitDeath();
        victim.start();

        Await.until(
                "nothing is left of them",
                () -> over.stream().allMatch(person -> scopes(person).isEmpty()));
        assertThat(desk.typesOnRecord(later)).contains("subscription.confirmed.v1", "consent.withdrawn.v1");
        assertThat(desk.isAllowed(stays)).isTrue();
        Map<String, Long> ended = endsByCase();
        ended.keySet().removeAll(before.keySet());
        assertThat(ended).hasSize(MANY).values().containsOnly(1L);

        forwardTo(end.plusDays(4));
        Await.until("nothing is left of who was later", () -> scopes(later).isEmpty());
        assertThat(desk.typesOnRecord(stays)).contains("subscription.confirmed.v1", "consent.given.v1");
    }

    /** Where an answer comes too late for the gateway, it is asked again under the same key. */
    private static Person whoUnsubscribed(Person person) {
        String key = '"' + UUID.randomUUID().toString() + '"';
        Await.until(
                "it is taken",
                () -> StoryHttpClient.postJson(
                        person.subscriptions(),
                        person.signUp(Map.of()),
                        "X-Forwarded-For",
                        Person.someAddress(),
                        "Idempotency-Key",
                        key),
                answer -> answer.status() == 202);
        person.whoConfirms();
        Await.until(
                "it is withdrawn",
                () -> person.answers(person.unsubscribeLink(), "unsubscribe").status() == 200);
        return person;
    }

    private Set<String> scopes(Person person) {
        return Traces.scopes(desk.subject(person), platform);
    }

    /** How often newsletter-service has put on record that a case of the evidence has ended. */
    private static Map<String, Long> endsByCase() {
        try (Log log = Log.of("newsletter", platform)) {
            log.atRest();
            return log.from(0).stream()
                    .filter(entry -> entry.path("type").asString("").equals(ENDED))
                    .map(entry -> entry.path("data"))
                    .filter(data -> data.path("category").asString("").equals("consent-records"))
                    .collect(Collectors.groupingBy(
                            data -> data.path("caseId").asString(""), HashMap::new, Collectors.counting()));
        }
    }

    private static LocalDate today() {
        return LocalDate.ofInstant(platform.clock().now(), BERLIN);
    }

    /** Noon of that day. */
    private static void forwardTo(LocalDate day) {
        Instant noon = day.atTime(LocalTime.NOON).atZone(BERLIN).toInstant();
        platform.clock().forwardTo(noon);
    }
}
