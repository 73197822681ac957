package io.nachweis.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.faults.TimingAttack.Pair;
import io.nachweis.faults.TimingAttack.Seen;
import io.nachweis.people.Person;
import io.nachweis.platform.Depth;
import io.nachweis.platform.PlatformAddresses;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.StoryHttpClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nobody learns from the time or the status of an answer whether an address is known.
 *
 * <p>The attacker knows addresses and wants to know which of them are subscribed. They send whatever the public forms take,
 * from as many networks as they like, on the machine itself and so with hardly any noise. Before each series they send
 * eighty invented addresses at once, as whoever wants to teach the platform a pace would. They have subscribed addresses of
 * their own to learn from. They control neither the platform nor its database.
 */
class TellingNothingByTimeStory {

    private static final int KNOWN = 40;
    private static final int BURST = 80;

    /** One way to attack: a form, how far away the database is, and whether others use the platform meanwhile. */
    record Series(String form, int millisToTheDatabase, boolean underLoad, int learnt, int tried) {

        @Override
        public String toString() {
            return "%s, %d ms to the database, %s: %d pairs learnt, %d tried"
                    .formatted(form, millisToTheDatabase, underLoad ? "under load" : "quiet", learnt, tried);
        }
    }

    /** Set on the way to the trial, which has to know where it is. */
    @SuppressWarnings("NullAway.Init")
    private static StallingProxy database;

    private static PlatformUnderTest platform;
    private static List<String> known = List.of();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Random random = new Random(20_260_504);
    private final AtomicInteger invented = new AtomicInteger();

    @BeforeAll
    static void start() throws Exception {
        platform = PlatformUnderTest.create(port -> {
            int behind = new PlatformAddresses(port).databasePort();
            database = StallingProxy.before(behind);
            return Map.of(
                    "NACHWEIS_TRIAL_MONGODB_PORT",
                    Integer.toString(behind),
                    "NACHWEIS_TRIAL_MONGODB_URI",
                    "mongodb://127.0.0.1:" + database.port() + "/?directConnection=true&retryWrites=false",
                    "NACHWEIS_TRUSTED_HOPS",
                    "127.0.0.1,::1");
        });
        platform.start();
        known = subscribed();
    }

    @AfterAll
    static void stop() throws IOException {
        platform.close();
        database.close();
    }

    private static List<String> subscribed() throws Exception {
        List<String> addresses = new ArrayList<>();
        try (ExecutorService people = Executors.newFixedThreadPool(8)) {
            Callable<String> one =
                    () -> Person.named("known", platform).whoConfirmed().email();
            List<Future<String>> all =
                    IntStream.range(0, KNOWN).mapToObj(_ -> people.submit(one)).toList();
            for (Future<String> each : all) {
                addresses.add(each.get());
            }
        }
        return addresses;
    }

    static Stream<Series> series() {
        if (!Depth.isFull()) {
            return Stream.of(
                    new Series("subscriptions", 0, false, 80, 160),
                    new Series("unsubscribe-requests", 4, false, 80, 160));
        }
        return Stream.concat(
                Stream.of(0, 4, 20)
                        .flatMap(millis -> Stream.of(false, true)
                                .map(underLoad -> new Series("subscriptions", millis, underLoad, 1_000, 2_000))),
                Stream.of("unsubscribe-requests", "downloads", "enquiries", "rights-requests")
                        .map(form -> new Series(form, 4, false, 200, 400)));
    }

    @ParameterizedTest
    @MethodSource("series")
    void is_all_that_is_told(Series series) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
            database.delay(Duration.ofMillis(series.millisToTheDatabase()));
            if (series.underLoad()) {
                IntStream.range(0, 3).forEach(_ -> others.execute(() -> keepUsing(over)));
            }
            burst(series.form());
            List<Pair> pairs = new ArrayList<>();
            for (int i = 0; i < series.learnt() + series.tried(); i++) {
                if (i % KNOWN == 0) {
                    aDayPasses();
                }
                pairs.add(pair(series.form(), known.get(i % KNOWN)));
            }
            over.set(true);

            TimingAttack attack = TimingAttack.learn(pairs.subList(0, series.learnt()));
            List<Pair> tried = pairs.subList(series.learnt(), pairs.size());
            double right = attack.shareOfRight(tried);
            System.out.printf(
                    "%s: %.1f of 100 right, by %s; answers after %.1f ms%n",
                    series, 100 * right, attack.name(), median(pairs));
            assertThat(right).as("%s, by %s", series, attack.name()).isLessThanOrEqualTo(bar(tried.size()));
        } finally {
            over.set(true);
            database.delay(Duration.ZERO);
        }
    }

    private static double median(List<Pair> pairs) {
        long[] sorted = pairs.stream()
                .flatMapToLong(pair ->
                        LongStream.of(pair.known().nanos(), pair.unknown().nanos()))
                .sorted()
                .toArray();
        return sorted[sorted.length / 2] / 1e6;
    }

    /** 54 of 100 for 2,000 pairs, which is 3.6 standard deviations from guessing; as many of them for fewer pairs. */
    private static double bar(int pairs) {
        return 0.5 + 0.04 * Math.sqrt(2_000.0 / pairs);
    }

    /** In any order, and right behind each an invented address, whose answer would be late if there was work to do. */
    private Pair pair(String form, String address) throws Exception {
        boolean knownFirst = random.nextBoolean();
        Seen first = seen(form, knownFirst ? address : invented());
        Seen second = seen(form, knownFirst ? invented() : address);
        return knownFirst ? new Pair(first, second) : new Pair(second, first);
    }

    private Seen seen(String form, String address) throws Exception {
        HttpRequest request = request(form, address);
        HttpRequest behind = request(form, invented());
        long start = System.nanoTime();
        int status = client.send(request, BodyHandlers.ofByteArray()).statusCode();
        long answered = System.nanoTime();
        client.send(behind, BodyHandlers.ofByteArray());
        return new Seen(status, answered - start, System.nanoTime() - answered);
    }

    private void burst(String form) throws Exception {
        try (ExecutorService crowd = Executors.newFixedThreadPool(16)) {
            List<Future<Integer>> all = IntStream.range(0, BURST)
                    .mapToObj(_ -> crowd.submit(() -> client.send(request(form, invented()), BodyHandlers.ofByteArray())
                            .statusCode()))
                    .toList();
            for (Future<Integer> each : all) {
                each.get();
            }
        }
    }

    /** Others who sign up, not very fast. */
    private void keepUsing(AtomicBoolean over) {
        while (!over.get()) {
            StoryHttpClient.postJson(
                    platform.addresses().gateway() + "/api/v1/idm/subscriptions",
                    body("subscriptions", invented()),
                    "X-Forwarded-For",
                    Person.someAddress());
        }
    }

    private String invented() {
        return "invented-" + invented.incrementAndGet() + "@example.org";
    }

    private HttpRequest request(String form, String address) {
        return HttpRequest.newBuilder(URI.create(platform.addresses().gateway() + "/api/v1/idm/" + form))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("X-Forwarded-For", Person.someAddress())
                .POST(BodyPublishers.ofString(StoryHttpClient.JSON.writeValueAsString(body(form, address))))
                .build();
    }

    private static Map<String, Object> body(String form, String address) {
        Map<String, Object> body = new HashMap<>(
                switch (form) {
                    case "subscriptions" -> Map.of("consents", List.of("newsletter/1/de"));
                    case "downloads" -> Map.of("name", "A", "company", "B", "document", "sample");
                    case "enquiries" -> Map.of("name", "A", "message", "B");
                    case "rights-requests" -> Map.of("kind", "access");
                    default -> Map.of();
                });
        body.put("email", address);
        return body;
    }

    /** So that a mail may go out again to those who are known. */
    private static void aDayPasses() {
        platform.clock().forward("P1D");
    }
}
