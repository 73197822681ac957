package io.nachweis.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.people.DeskClient;
import io.nachweis.people.Person;
import io.nachweis.platform.Await;
import io.nachweis.platform.Depth;
import io.nachweis.platform.Log;
import io.nachweis.platform.PlatformAddresses;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryHttpClient;
import io.nachweis.platform.StoryHttpClient.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The database takes connections and requests and answers nothing. Whoever asks is told so soon, and nothing is lost. */
class WaitingForAHangingDatabaseStory {

    private static final Duration SOON = Duration.ofSeconds(3);
    private static final int CROWD = Depth.of(200, 2_000);

    /** Set on the way to the trial, which has to know where it is. */
    @SuppressWarnings("NullAway.Init")
    private static StallingProxy database;

    private static PlatformUnderTest platform;

    @BeforeAll
    static void start() {
        platform = PlatformUnderTest.create(port -> {
            int behind = new PlatformAddresses(port).databasePort();
            database = StallingProxy.before(behind);
            return Map.of(
                    "NACHWEIS_TRIAL_MONGODB_PORT",
                    Integer.toString(behind),
                    "NACHWEIS_TRIAL_MONGODB_URI",
                    "mongodb://127.0.0.1:" + database.port() + "/?directConnection=true&retryWrites=false",
                    // A crowd from one address would be taken for an attack.
                    "NACHWEIS_TRUSTED_HOPS",
                    "127.0.0.1,::1");
        });
        platform.start();
    }

    @AfterAll
    static void stop() throws Exception {
        database.goOn();
        platform.close();
        database.close();
    }

    @Test
    void everybody_is_told_within_three_seconds_and_everything_goes_on_afterwards() throws Exception {
        DeskClient desk = DeskClient.of(platform);
        Person known = Person.named("hana", platform).whoConfirmed();
        Person pending = Person.named("hugo", platform);
        pending.signsUp();
        String confirm = pending.confirmLink();
        String nonce = Person.nonce(StoryHttpClient.get(confirm));
        String unsubscribe = known.unsubscribeLink();
        String oneClick = known.oneClick();
        Await.until("consent is known", () -> desk.isAllowed(known));
        String subject = desk.subject(known);
        Person last = Person.named("last", platform);
        long threads = threads();

        last.signsUp();
        database.hang();
        try {
            Map<String, Supplier<Answer>> calls = Map.of(
                    "sign-up", () -> signUp(Person.named("nobody", platform)),
                    "page to confirm", () -> StoryHttpClient.get(confirm),
                    "confirming", () -> pending.answers(confirm, nonce, "confirm"),
                    "page to unsubscribe", () -> StoryHttpClient.get(unsubscribe),
                    "unsubscribing", () -> known.answers(unsubscribe, "", "unsubscribe"),
                    "one click",
                            () -> StoryHttpClient.post(
                                    oneClick, "application/x-www-form-urlencoded", "List-Unsubscribe=One-Click"),
                    "may I?", () -> desk.get("/subjects/" + subject + "/purposes/newsletter"),
                    "history", () -> desk.get("/subjects/" + subject + "/history"),
                    "withdrawal by phone",
                            () -> desk.post(
                                    "/subjects/" + subject + "/purposes/newsletter/withdrawals",
                                    Map.of("channel", "phone", "receivedAt", "2026-01-01T12:00:00Z")));
            calls.forEach(WaitingForAHangingDatabaseStory::assertToldSoon);
            crowd();
            assertThat(threads() - threads).as("threads that wait").isLessThan(60);
        } finally {
            database.goOn();
        }

        Await.until(
                "sign-ups are taken again",
                () -> signUp(Person.named("after", platform)).status() == 202);
        last.mail(1);
        Await.until(
                "may I? is answered again",
                () -> desk.get("/subjects/" + subject + "/purposes/newsletter").status() == 200);
        assertThat(known.answers(unsubscribe, "unsubscribe").status()).isEqualTo(200);
        assertThat(pending.answers(confirm, "confirm").status()).isEqualTo(200);
        Await.until("the withdrawal is known", () -> !desk.isAllowed(known));
        Await.until("the consent is known", () -> desk.isAllowed(pending));
        try (Log newsletter = Log.of("newsletter", platform);
                Log consent = Log.of("consent", platform)) {
            newsletter.from(0);
            consent.from(0);
        }
    }

    /** Each of many at once; who was refused may still be on record, and then once. */
    private static void crowd() throws Exception {
        List<Person> crowd = IntStream.range(0, CROWD)
                .mapToObj(_ -> Person.named("crowd", platform))
                .toList();
        try (ExecutorService callers = Executors.newFixedThreadPool(50)) {
            List<? extends Future<?>> calls = crowd.stream()
                    .map(person -> callers.submit(() -> assertToldSoon("one of a crowd", () -> signUp(person))))
                    .toList();
            for (Future<?> call : calls) {
                call.get();
            }
        }
    }

    private static Answer signUp(Person person) {
        return StoryHttpClient.postJson(
                person.subscriptions(), person.signUp(Map.of()), "X-Forwarded-For", Person.someAddress());
    }

    private static void assertToldSoon(String what, Supplier<Answer> call) {
        long start = System.nanoTime();
        Answer answer = call.get();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(answer.status()).as(what + ": " + answer).isEqualTo(503);
        assertThat(answer.problem()).as(what).isEqualTo("unavailable");
        assertThat(answer.header("Retry-After")).as(what).matches("[1-9][0-9]*");
        assertThat(took).as(what).isLessThan(SOON);
    }

    private static long threads() {
        return StoryHttpClient.get(platform.addresses().service("newsletter") + "/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith("jvm_threads_live_threads"))
                .mapToLong(line -> (long) Double.parseDouble(line.replaceFirst(".* ", "")))
                .findFirst()
                .orElseThrow();
    }
}
