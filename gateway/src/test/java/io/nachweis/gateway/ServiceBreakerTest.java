package io.nachweis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.testing.ModuleTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ModuleTest
class ServiceBreakerTest {

    private static final String NEWSLETTER = "/api/v1/idm/subscriptions";
    private static final String CONSENT = "/api/v1/idm/subjects/lookup";

    private final RunningGateway gateway = new RunningGateway(
            "--nachweis.gateway.answer-timeout=300ms",
            "--resilience4j.circuitbreaker.instances.newsletter.wait-duration-in-open-state=3s");

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void says_within_three_seconds_that_a_service_does_not_answer_and_sends_nothing_twice() {
        // The first request of all loads half of the gateway, which takes its time on a busy machine.
        gateway.post(NEWSLETTER, "application/json", "{}");
        assertThat(gateway.newsletter.timesAsked()).isEqualTo(1);
        gateway.newsletter.answers(
                exchange -> LockSupport.parkNanos(Duration.ofSeconds(5).toNanos()));
        long start = System.nanoTime();
        HttpResponse<String> response = gateway.post(NEWSLETTER, "application/json", "{}");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
        assertUnavailable(response);
        assertThat(gateway.newsletter.timesAsked()).isEqualTo(1);
    }

    @Test
    void says_the_same_of_a_service_that_is_not_there_and_names_nothing_inside() {
        gateway.newsletter.close();
        HttpResponse<String> response = gateway.post(NEWSLETTER, "application/json", "{}");
        assertUnavailable(response);
        assertThat(response.body()).doesNotContain("localhost", "127.0.0.1", "newsletter", "Exception", "Connection");
    }

    @Test
    void says_the_same_of_a_service_that_stops_in_the_middle_of_its_answer() {
        gateway.newsletter.answers(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().flush();
            LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
        });
        assertUnavailable(gateway.post(NEWSLETTER, "application/json", "{}"));
    }

    @Test
    void leaves_a_failing_service_alone_and_tries_again_after_a_pause() {
        gateway.newsletter.answers(Backend.status(503, ""));
        for (int i = 0; i < 20; i++) {
            assertThat(gateway.get(NEWSLETTER).statusCode()).isEqualTo(503);
        }
        assertThat(gateway.newsletter.timesAsked()).isEqualTo(5);

        gateway.newsletter.answers(Backend.ok("back"));
        assertUnavailable(gateway.get(NEWSLETTER));
        assertThat(gateway.newsletter.timesAsked()).isZero();

        awaitOk(NEWSLETTER);
        for (int i = 0; i < 20; i++) {
            assertThat(gateway.get(NEWSLETTER).body()).isEqualTo("back");
        }
    }

    @Test
    void shows_in_the_metrics_which_service_is_left_alone() {
        gateway.newsletter.answers(Backend.status(503, ""));
        for (int i = 0; i < 10; i++) {
            gateway.get(NEWSLETTER);
        }

        assertThat(gateway.metrics().body().lines().filter(line -> line.endsWith(" 1.0")))
                .anyMatch(line -> line.matches(breaker("newsletter", "open")))
                .anyMatch(line -> line.matches(breaker("audiences", "closed")))
                .anyMatch(line -> line.matches(breaker("consent", "closed")))
                .anyMatch(line -> line.matches(breaker("lead", "closed")))
                .anyMatch(line -> line.matches(breaker("rights", "closed")));
    }

    @Test
    void of_one_service_leaves_the_others_alone() {
        gateway.newsletter.close();
        for (int i = 0; i < 10; i++) {
            gateway.get(NEWSLETTER);
        }
        assertThat(gateway.get(CONSENT).statusCode()).isEqualTo(200);
    }

    /** The attacker makes a public form answer 503 again and again, as by asking for one address over and over. */
    @ParameterizedTest
    @CsvSource({
        "newsletter, /api/v1/idm/subscriptions, /idm/unsubscribe",
        "newsletter, /api/v1/idm/subscriptions, /idm/one-click",
        "newsletter, /api/v1/idm/subscriptions, /idm/preferences",
        "newsletter, /api/v1/idm/subscriptions, /idm/confirm",
        "newsletter, /api/v1/idm/subscriptions, /api/v1/idm/unsubscribe-requests",
        "newsletter, /api/v1/idm/unsubscribe-requests, /idm/unsubscribe",
        "newsletter, /idm/confirm, /idm/unsubscribe",
        "rights, /api/v1/idm/rights-requests, /idm/rights/ticket",
        "rights, /api/v1/idm/desk/rights-requests, /api/v1/idm/rights-requests",
        "consent, /api/v1/idm/subjects/lookup, /api/v1/idm/subjects/1.abc/purposes/newsletter/withdrawals"
    })
    void of_what_anybody_can_make_fail_leaves_rights_alone(String service, String failing, String right) {
        Backend backend = switch (service) {
            case "rights" -> gateway.rights;
            case "consent" -> gateway.consent;
            default -> gateway.newsletter;
        };
        backend.answers(Backend.status(503, ""));
        for (int i = 0; i < 20; i++) {
            gateway.get(failing);
        }
        backend.answers(Backend.ok("as ever"));

        assertUnavailable(gateway.get(failing));
        assertThat(gateway.get(right).body()).isEqualTo("as ever");
    }

    /** The attacker fills in forms faster than they are taken. */
    @Test
    void keeps_room_for_withdrawals_while_forms_wait() throws Exception {
        var waiting = new CountDownLatch(16);
        var goOn = new CountDownLatch(1);
        try (var patient = new RunningGateway(
                        "--nachweis.gateway.answer-timeout=20s",
                        "--resilience4j.bulkhead.configs.default.max-wait-duration=0");
                var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            patient.newsletter.answers(exchange -> {
                if (exchange.getRequestURI().getPath().endsWith("/subscriptions")) {
                    waiting.countDown();
                    await(goOn);
                }
                Backend.ok("done").to(exchange);
            });
            try {
                for (int i = 0; i < 16; i++) {
                    senders.execute(() -> patient.get(NEWSLETTER));
                }
                assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();

                assertUnavailable(patient.get(NEWSLETTER));
                assertThat(patient.get("/idm/unsubscribe").body()).isEqualTo("done");
            } finally {
                goOn.countDown();
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void does_not_count_refusals_as_failures() {
        gateway.newsletter.answers(Backend.status(400, ""));
        for (int i = 0; i < 20; i++) {
            assertThat(gateway.get(NEWSLETTER).statusCode()).isEqualTo(400);
            assertThat(gateway.get("/other/confirm").statusCode()).isEqualTo(404);
        }
        assertThat(gateway.newsletter.timesAsked()).isEqualTo(20);
    }

    private void awaitOk(String path) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (gateway.get(path).statusCode() != 200) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static String breaker(String name, String state) {
        return "resilience4j_circuitbreaker_state\\{.*name=\"%s\".*state=\"%s\".*".formatted(name, state);
    }

    private static void assertUnavailable(HttpResponse<String> response) {
        Problems.assertIs(PlatformProblem.UNAVAILABLE, response);
        assertThat(response.headers().firstValue("Retry-After")).contains("5");
    }
}
