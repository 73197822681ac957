package io.nachweis.newsletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.event.CommandResult;
import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.forms.admission.Suppressions;
import io.nachweis.newsletter.decision.ShownBy;
import io.nachweis.newsletter.decision.SubscriptionCommand.ConfirmSubscription;
import io.nachweis.newsletter.decision.SubscriptionCommand.RequestSubscription;
import io.nachweis.newsletter.decision.WordingShown;
import io.nachweis.newsletter.link.SubscriptionHandles;
import io.nachweis.policy.Controllers;
import io.nachweis.testing.ModuleTest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Nobody learns from an answer or its time what is known about an address. Measured as the chance that of two answers,
 * one to a stranger's address and one to another, the slower one is the stranger's: one half says nothing.
 */
@ModuleTest
class SameAnswerTest {

    private static final boolean FULL = "full".equals(System.getProperty("nachweis.depth"));
    private static final int ROUNDS = FULL ? 40 : 2;
    private static final int OF_A_KIND = 84;
    private static final int AT_ONCE = 6;
    private static final double HALF = 0.5;
    private static final double SAYS_NOTHING = FULL ? 0.05 : 0.15;

    /** Long enough that even a busy machine has done everything by then. */
    private static final String STEP = "50ms";

    private static final String PLANTED = "X-Planted-Delay";

    private static RunningNewsletter newsletter;

    private enum Kind {
        STRANGER,
        CONFIRMED,
        CAPPED,
        SUPPRESSED
    }

    private record Timed(Kind kind, HttpResponse<String> answer, double millis) {}

    @BeforeAll
    static void start() throws Exception {
        newsletter = new RunningNewsletter(Files.createTempDirectory("same-answer"), SameAnswerTest::prepare);
    }

    @AfterAll
    static void stop() throws Exception {
        newsletter.close();
    }

    private static void prepare(ConfigurableApplicationContext context) {
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("step", Map.of("nachweis.public-answer-step", STEP)));
        context.getBeanFactory().registerSingleton("planted", new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry interceptors) {
                interceptors.addInterceptor(new PlantedDelay());
            }
        });
    }

    @Test
    void is_given_to_known_unknown_capped_and_suppressed_addresses() throws Exception {
        List<String> confirmed = addresses("confirmed");
        List<String> suppressed = addresses("suppressed");
        confirmed.forEach(SameAnswerTest::confirm);
        suppressed.forEach(SameAnswerTest::suppress);
        run(IntStream.range(0, 60)
                .<Runnable>mapToObj(i -> () -> post("warm-up" + i + "@example.org"))
                .collect(Collectors.toList()));

        var answers = new ArrayList<Timed>();
        for (int round = 0; round < ROUNDS; round++) {
            newsletter.clock.advance(Duration.ofDays(1));
            String name = "round" + round;
            List<String> capped = addresses(name + "-capped");
            run(capped.stream().<Runnable>map(address -> () -> post(address)).collect(Collectors.toList()));
            List<Runnable> requests = new ArrayList<>();
            List<Timed> done = Collections.synchronizedList(answers);
            for (int i = 0; i < OF_A_KIND; i++) {
                add(requests, done, Kind.CONFIRMED, confirmed.get(i));
                add(requests, done, Kind.SUPPRESSED, suppressed.get(i));
                add(requests, done, Kind.CAPPED, capped.get(i));
                for (int j = 0; j < 3; j++) {
                    add(requests, done, Kind.STRANGER, name + "-stranger" + i + "-" + j + "@example.org");
                }
            }
            run(requests);
        }

        Set<Object> seen = new HashSet<>();
        answers.forEach(answer -> seen.add(everythingOf(answer.answer())));
        assertThat(seen).hasSize(1);
        Map<Kind, Double> chances = new EnumMap<>(Kind.class);
        for (Kind kind : List.of(Kind.CONFIRMED, Kind.CAPPED, Kind.SUPPRESSED)) {
            chances.put(kind, chanceToBeSlower(times(answers, Kind.STRANGER), times(answers, kind)));
        }
        System.out.printf(
                Locale.ROOT,
                "%d pairs; a stranger's address is answered later than a …: %s%n",
                ROUNDS * OF_A_KIND * 3,
                chances);
        assertThat(chances.values())
                .allSatisfy(chance -> assertThat(Math.abs(chance - HALF)).isLessThan(SAYS_NOTHING));
    }

    /** A measurement that finds nothing is worth something only if it would find what is there. */
    @Test
    void would_be_found_to_differ_by_three_milliseconds() throws Exception {
        var slower = MannWhitneyUTest.withDefaults().with(AlternativeHypothesis.GREATER_THAN);
        var atOnce = planted(300, PlantedDelay.NOT_HELD);
        assertThat(slower.test(millis(atOnce, "3"), millis(atOnce, "0")).getPValue())
                .isLessThan(0.001);
        var held = planted(120, PlantedDelay.HELD);
        assertThat(Math.abs(chanceToBeSlower(millis(held, "3"), millis(held, "0")) - HALF))
                .isLessThan(0.2);
    }

    /** Calls, half of them three milliseconds slower, in any order. */
    private static Map<String, List<Double>> planted(int ofEach, BiConsumer<String, String> call) throws Exception {
        Map<String, List<Double>> times = Map.of(
                "3", Collections.synchronizedList(new ArrayList<>()),
                "0", Collections.synchronizedList(new ArrayList<>()));
        List<Runnable> requests = new ArrayList<>();
        times.forEach((delay, taken) -> IntStream.range(0, ofEach)
                .forEach(i -> requests.add(() -> {
                    long start = System.nanoTime();
                    call.accept("planted" + ofEach + "-" + delay + "-" + i + "@example.org", delay);
                    taken.add((System.nanoTime() - start) / 1e6);
                })));
        run(requests);
        return times;
    }

    private static double[] millis(Map<String, List<Double>> times, String delay) {
        return times.getOrDefault(delay, List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private static void run(List<Runnable> requests) throws Exception {
        Collections.shuffle(requests, new Random(4711));
        try (var clients = Executors.newFixedThreadPool(AT_ONCE)) {
            for (var each : requests.stream().map(clients::submit).toList()) {
                each.get();
            }
        }
    }

    private static void add(List<Runnable> requests, List<Timed> done, Kind kind, String address) {
        requests.add(() -> done.add(send(kind, address)));
    }

    private static Timed send(Kind kind, String address) {
        long start = System.nanoTime();
        var answer = post(address);
        return new Timed(kind, answer, (System.nanoTime() - start) / 1e6);
    }

    private static HttpResponse<String> post(String address, String... headers) {
        var all = new ArrayList<>(List.of("Content-Type", "application/json"));
        all.addAll(List.of(headers));
        return newsletter.sendFrom(
                "2001:db8:" + Integer.toHexString(address.hashCode() >>> 16) + "::1",
                newsletter.request("/api/v1/muster/subscriptions").POST(BodyPublishers.ofString("""
                        {"email": "%s", "consents": ["newsletter/1/de"]}""".formatted(
                                address))),
                all.toArray(String[]::new));
    }

    private static double chanceToBeSlower(double[] one, double[] other) {
        return MannWhitneyUTest.withDefaults().statistic(one, other) / ((double) one.length * other.length);
    }

    private static double[] times(List<Timed> answers, Kind kind) {
        return answers.stream()
                .filter(answer -> answer.kind() == kind)
                .mapToDouble(Timed::millis)
                .toArray();
    }

    /** Status, body and headers, but for the time of day and the connection. */
    private static Object everythingOf(HttpResponse<String> answer) {
        var headers = new TreeMap<>(answer.headers().map());
        headers.remove("date");
        // Tomcat closes a connection after a number of requests.
        headers.remove("connection");
        return List.of(answer.statusCode(), answer.body(), headers);
    }

    private static List<String> addresses(String name) {
        return IntStream.range(0, OF_A_KIND)
                .mapToObj(i -> name + i + "@example.org")
                .toList();
    }

    private static void suppress(String address) {
        newsletter
                .bean(Suppressions.class)
                .add(
                        address,
                        "muster",
                        EmailAddress.of(address),
                        newsletter.clock.instant().plus(Duration.ofDays(180)));
    }

    private static void confirm(String address) {
        var subject = newsletter.subject(address);
        var subscription = newsletter.bean(SubscriptionHandles.class).of(subject);
        var signUp = UUID.randomUUID();
        var now = newsletter.clock.instant();
        var wording = newsletter
                .bean(Controllers.class)
                .find("muster")
                .flatMap(policy -> policy.form("newsletter"))
                .flatMap(form -> form.wording("newsletter/1/de"))
                .orElseThrow();
        var shown = new WordingShown(wording.id(), 1, "de", wording.sha256(), ShownBy.SITE, wording.purposes());
        var commands = newsletter.bean(CommandGateway.class);
        commands.<CommandResult>sendAndWait(new RequestSubscription(
                subscription,
                "muster",
                signUp,
                subject,
                Personal.of(EmailAddress.of(address)),
                Personal.of("192.0.2.1"),
                null,
                null,
                List.of(shown),
                now,
                now.plus(Duration.ofDays(2)),
                now.plus(Duration.ofDays(7))));
        commands.<CommandResult>sendAndWait(new ConfirmSubscription(subscription, signUp, null, false, now));
    }

    /** Makes a call slower by as many milliseconds as a header says. */
    private static final class PlantedDelay implements HandlerInterceptor {

        /** Nothing is held back when something is only read. */
        static final BiConsumer<String, String> NOT_HELD =
                (_, delay) -> newsletter.get("/api/v1/muster/forms/newsletter", PLANTED, delay);

        static final BiConsumer<String, String> HELD = (address, delay) -> post(address, PLANTED, delay);

        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            int millis = request.getIntHeader(PLANTED);
            if (millis > 0) {
                long end = System.nanoTime() + millis * 1_000_000L;
                while (System.nanoTime() < end) {
                    LockSupport.parkNanos(end - System.nanoTime());
                }
            }
            return true;
        }
    }
}
