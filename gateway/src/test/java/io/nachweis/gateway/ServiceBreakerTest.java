package io.nachweis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.testing.ModuleTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
