package io.nachweis.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.faults.Flood.Attack;
import io.nachweis.people.MailReceiver;
import io.nachweis.people.MailReceiver.Mail;
import io.nachweis.platform.Await;
import io.nachweis.platform.Depth;
import io.nachweis.platform.LauncherScript;
import io.nachweis.platform.OwnProcesses;
import io.nachweis.platform.PlatformUnderTest;
import io.nachweis.platform.Shape;
import io.nachweis.platform.StoryHttpClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The platform for real, all in one process with the heap that it has there, while {@link Flood attackers} do what they can.
 * Others, each from a network of their own, sign up, confirm and withdraw meanwhile.
 */
@TestInstance(Lifecycle.PER_CLASS)
class WithstandingFloodsStory {

    private static final Duration ONE_ATTACK = Duration.ofSeconds(Depth.of(8, 30));
    private static final Duration ALL_ATTACKS = Duration.ofSeconds(Depth.of(10, 60));
    private static final long SLOWEST_MILLIS = 3_000;
    private static final int AT_A_TIME = 4;
    private static final int TRIES = 5;
    private static final Duration BEFORE_COMING_AGAIN = Duration.ofSeconds(1);
    private static final int FIRST_TIMES = 10;

    /** The policy lets two hundred mails about a form go out in ten minutes, and has the others wait. */
    private static final Duration BETWEEN_VISITS = Duration.ofSeconds(Depth.of(1, 4));

    private static final String RUN = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);

    private static final Pattern NONCE = Pattern.compile("name=\"nonce\" value=\"([^\"]+)\"");

    private final MailReceiver receiver = MailReceiver.start();
    private final AtomicInteger people = new AtomicInteger();
    private final Path secrets;
    private final PlatformUnderTest platform;

    WithstandingFloodsStory(@TempDir Path secrets) {
        this.secrets = secrets;
        this.platform = PlatformUnderTest.create(
                Shape.REAL,
                port -> Map.of(
                        "PUBLIC_URL",
                        "http://localhost:" + port,
                        "SMTP_URL",
                        receiver.url(),
                        // Nobody here has a token, so nobody is asked for its keys.
                        "OIDC_ISSUER_URI",
                        "http://localhost:9",
                        "NACHWEIS_SECRETS",
                        secrets.toString()));
    }

    /** What is slow the first times is not slow because of anybody. */
    @BeforeAll
    void start() {
        platform.start();
        for (int i = 0; i < FIRST_TIMES; i++) {
            awaitSomebodyServed(platform.addresses().gateway());
        }
    }

    private void awaitSomebodyServed(String gateway) {
        Await.until("somebody is served", () -> {
            try {
                new Visitor(gateway).signsUpConfirmsAndWithdraws();
                return true;
            } catch (AssertionError notYet) {
                return false;
            }
        });
    }

    @AfterAll
    void stop() throws Exception {
        platform.close();
        receiver.close();
    }

    @ParameterizedTest
    @EnumSource
    void others_are_served_during_each_attack(Attack attack) throws Exception {
        assertOthersAreServed(ONE_ATTACK, platform.addresses().port(), platform.pid("gateway"), attack);
    }

    @Test
    void others_are_served_during_all_of_them_together() throws Exception {
        assertOthersAreServed(ALL_ATTACKS, platform.addresses().port(), platform.pid("gateway"), Attack.values());
    }

    /** Of the containers of a deployment it is the gateway that the world reaches. */
    @Test
    void others_are_served_by_a_gateway_with_no_more_heap_than_its_container(@TempDir Path folder) throws Exception {
        int port = OwnProcesses.freePort();
        try (OwnProcesses processes = new OwnProcesses(LauncherScript.HOME, folder)) {
            Map<String, String> environment = new HashMap<>(Map.of(
                    "PUBLIC_URL",
                    "http://localhost:" + port,
                    "NACHWEIS_SECRETS",
                    secrets.toString(),
                    "NACHWEIS_CONTROLLERS",
                    LauncherScript.HOME.resolve("deploy/controllers").toString(),
                    "MANAGEMENT_PORT",
                    Integer.toString(OwnProcesses.freePort())));
            for (String service : List.of("consent", "newsletter", "lead", "rights")) {
                environment.put(
                        service.toUpperCase(Locale.ROOT) + "_URL",
                        platform.addresses().service(service));
            }
            Process gateway = processes.start("gateway", port, environment);
            for (int i = 0; i < FIRST_TIMES; i++) {
                awaitSomebodyServed("http://localhost:" + port);
            }
            assertOthersAreServed(ALL_ATTACKS, port, gateway.pid(), Attack.values());
        }
    }

    private void assertOthersAreServed(Duration length, int port, long process, Attack... attacks) throws Exception {
        ConcurrentLinkedQueue<Long> millis = new ConcurrentLinkedQueue<>();
        AtomicInteger served = new AtomicInteger();
        try (Flood flood = Flood.of(length, port, attacks);
                ExecutorService others = Executors.newFixedThreadPool(AT_A_TIME)) {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < AT_A_TIME; i++) {
                ends.add(others.submit(() -> {
                    do {
                        Visitor visitor = new Visitor("http://localhost:" + port);
                        visitor.signsUpConfirmsAndWithdraws();
                        millis.addAll(visitor.millis);
                        served.incrementAndGet();
                        Thread.sleep(BETWEEN_VISITS);
                    } while (flood.isOn());
                    return served;
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        }
        List<Long> sorted = millis.stream().sorted().toList();
        long p99 = sorted.get((sorted.size() - 1) * 99 / 100);
        long notServed = millis.stream().filter(each -> each == Long.MAX_VALUE).count();
        System.out.println("During " + List.of(attacks) + " " + served + " people were served, p50 "
                + sorted.get(sorted.size() / 2) + " ms, p99 " + p99 + " ms of " + sorted.size()
                + " requests, not served "
                + notServed);
        assertThat(p99).isLessThanOrEqualTo(SLOWEST_MILLIS);
        assertThat(ProcessHandle.of(process))
                .as("the process")
                .hasValueSatisfying(handle -> assertThat(handle.isAlive()).isTrue());
    }

    /** Somebody from a network of their own, over connections of their own. */
    private final class Visitor {

        private final String gateway;
        private final int number = people.incrementAndGet();
        // Limits by domain and by network are about somebody else.
        private final String email = "visitor@" + number + "." + RUN + ".example";
        private final List<Long> millis = new ArrayList<>();

        Visitor(String gateway) {
            this.gateway = gateway;
        }

        void signsUpConfirmsAndWithdraws() {
            assertThat(send(HttpRequest.newBuilder(URI.create(gateway + "/api/v1/idm/subscriptions"))
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString(StoryHttpClient.JSON.writeValueAsString(
                                            Map.of("email", email, "consents", List.of("newsletter/1/de"))))))
                            .statusCode())
                    .isEqualTo(202);
            presses(link("confirm"), "confirm");
            presses(link("unsubscribe"), "unsubscribe");
        }

        private void presses(String link, String action) {
            HttpResponse<String> page = send(HttpRequest.newBuilder(URI.create(link)));
            assertThat(page.statusCode()).isEqualTo(200);
            Matcher nonce = NONCE.matcher(page.body());
            String[] parts = link.split("\\?token=", 2);
            HttpResponse<String> done = send(HttpRequest.newBuilder(URI.create(parts[0]))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("action=" + action
                            + "&token=" + URLEncoder.encode(parts[1], StandardCharsets.UTF_8)
                            + "&nonce="
                            + (nonce.find() ? URLEncoder.encode(nonce.group(1), StandardCharsets.UTF_8) : ""))));
            assertThat(done.statusCode()).isEqualTo(200);
        }

        private String link(String page) {
            Pattern link = Pattern.compile("http\\S*(/idm/" + page + "\\?token=[^\\s>]*)");
            return gateway
                    + Await.until(
                            "a mail with a link to " + page,
                            () -> receiver.mails().stream()
                                    .filter(mail -> mail.to().equals(email))
                                    .map(Mail::text)
                                    .map(link::matcher)
                                    .filter(Matcher::find)
                                    .map(found -> found.group(1))
                                    .findFirst()
                                    .orElse(""),
                            found -> !found.isEmpty());
        }

        /** Who is not served comes again, as people do; that counts as longer than anybody may wait. */
        private HttpResponse<String> send(HttpRequest.Builder request) {
            for (int tries = 0; tries < TRIES; tries++) {
                long start = System.nanoTime();
                try (HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .localAddress(InetAddress.ofLiteral("127.%d.%d.1".formatted(100 + number / 250, number % 250)))
                        .connectTimeout(Duration.ofSeconds(10))
                        .build()) {
                    HttpResponse<String> response =
                            client.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
                    if (response.statusCode() != 503) {
                        millis.add(Duration.ofNanos(System.nanoTime() - start).toMillis());
                        return response;
                    }
                } catch (IOException notServed) {
                    // As if it had said so.
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(e);
                }
                millis.add(Long.MAX_VALUE);
                LockSupport.parkNanos(BEFORE_COMING_AGAIN.toNanos());
            }
            throw new AssertionError("Not served in " + TRIES + " tries");
        }
    }
}
