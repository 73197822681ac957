package io.nachweis.starter.client;

import static io.nachweis.starter.sample.SharedSample.SAMPLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.nachweis.starter.client.CallFailure.Reason;
import io.nachweis.starter.client.FanOut.Answer;
import io.nachweis.testing.ModuleTest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As services do it: with the settings, the signature and the metrics of a running one. */
@ModuleTest
@Timeout(60)
class CallingSiblingsTest {

    private static final Duration SOON = Duration.ofSeconds(1);

    @Test
    void a_sibling_is_asked_by_its_name_and_knows_who_asks() {
        try (Sibling lead = Sibling.answering(200, "[1,2]");
                ServiceClients clients = clients(Map.of("lead", lead.uri()))) {
            ServiceClient numbers = clients.to("lead", "numbers");

            String answer = numbers.ask(
                    http -> http.get().uri("/internal/{controller}/numbers", "idm"), body -> new String(body, UTF_8));

            assertThat(answer).isEqualTo("[1,2]");
            assertThat(lead.asked).singleElement().asString().startsWith("GET /internal/idm/numbers HTTP/1.1");
            assertThat(lead.asked.getFirst()).containsPattern(ServiceSignature.HEADER + ": v3;[^;]+;lead;");
        }
    }

    @Test
    void a_sibling_is_asked_in_the_name_of_a_person_or_of_the_service_and_never_of_both() {
        try (Sibling lead = Sibling.answering(204, "");
                ServiceClients clients = clients(Map.of("lead", lead.uri()))) {
            clients.to("lead", "persons")
                    .tell(http -> http.get().uri("/internal").headers(headers -> headers.setBearerAuth("of-somebody")));

            assertThat(lead.asked.getFirst())
                    .contains("Authorization: Bearer of-somebody")
                    .doesNotContain(ServiceSignature.HEADER);
        }
    }

    @ParameterizedTest
    @CsvSource({"404,REFUSED", "409,REFUSED", "500,FAILED", "503,FAILED", "302,UNREADABLE"})
    void an_answer_that_is_none_is_told_apart(int status, Reason reason) {
        try (Sibling lead = Sibling.answering(status, "{}");
                ServiceClients clients = clients(Map.of("lead", lead.uri()))) {
            ServiceClient told = clients.to("lead", "told-" + status);

            assertFails(reason, () -> told.tell(http -> http.get().uri("/internal")));
            assertThatThrownBy(() -> told.tell(http -> http.get().uri("/internal")))
                    .isInstanceOfSatisfying(
                            CallFailure.class,
                            failure -> assertThat(failure.status()).isEqualTo(status));
        }
    }

    @Test
    void what_nobody_can_read_is_no_answer() {
        try (Sibling lead = Sibling.answering(200, "one");
                ServiceClients clients = clients(Map.of("lead", lead.uri()))) {
            assertFails(
                    Reason.UNREADABLE,
                    () -> clients.to("lead", "number")
                            .ask(http -> http.get().uri("/internal"), body -> Long.parseLong(new String(body, UTF_8))));
        }
    }

    @Test
    void a_sibling_that_goes_on_talking_is_not_listened_to() {
        try (Sibling lead = Sibling.endless("x".repeat(1_000_000), Duration.ZERO);
                ServiceClients clients = clients(Map.of("lead", lead.uri()))) {
            ServiceClient talk = clients.to("lead", "talk");

            assertFails(Reason.UNREADABLE, () -> talk.tell(http -> http.get().uri("/internal")));
            assertThat(lead.callerIsGone).succeedsWithin(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void a_whole_call_ends_in_time_and_its_connection_with_it() {
        for (Sibling slow : List.of(Sibling.silent(), Sibling.endless("x", Duration.ofMillis(50)))) {
            try (slow;
                    ServiceClients clients = clients(Map.of("lead", slow.uri()))) {
                ServiceClient patient = clients.to("lead", "patience");

                long start = System.nanoTime();
                assertFails(
                        Reason.TIMEOUT, () -> patient.tell(http -> http.get().uri("/internal")));

                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .isBetween(SOON.multipliedBy(2), SOON.multipliedBy(5));
                assertThat(slow.callerIsGone).succeedsWithin(10, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void nothing_is_sent_twice() {
        try (Sibling lead = Sibling.hangingUp();
                ServiceClients clients = clients(Map.of("lead", lead.uri()))) {
            ServiceClient once = clients.to("lead", "once");

            assertFails(
                    Reason.UNREACHABLE,
                    () -> once.tell(http -> http.post().uri("/internal").body("{}")));
            assertThat(lead.asked).hasSize(1);
        }
    }

    @Test
    void a_sibling_that_is_away_is_left_alone_and_the_metrics_show_it_by_name() {
        try (Sibling lead = Sibling.answering(503, "");
                ServiceClients clients = clients(Map.of("lead", lead.uri()))) {
            ServiceClient broken = clients.to("lead", "broken");
            for (int i = 0; i < 5; i++) {
                assertFails(Reason.FAILED, () -> broken.tell(http -> http.get().uri("/internal")));
            }

            assertFails(Reason.NOT_ASKED, () -> broken.tell(http -> http.get().uri("/internal")));
            assertThat(lead.asked).hasSize(5);
            assertThat(metrics())
                    .anyMatch(line ->
                            line.matches(metric("circuitbreaker_state", "lead-broken", "state=\"open\"", "1.0")))
                    .anyMatch(line -> line.matches(
                            metric("circuitbreaker_calls_seconds_count", "lead-broken", "kind=\"failed\"", "5")))
                    .anyMatch(line ->
                            line.matches(metric("circuitbreaker_not_permitted_calls_total", "lead-broken", "", "1.0")))
                    .anyMatch(line ->
                            line.matches(metric("bulkhead_max_allowed_concurrent_calls", "lead-broken", "", "64.0")))
                    .anyMatch(line ->
                            line.matches(metric("timelimiter_calls_total", "lead-broken", "kind=\"timeout\"", "0.0")));
        }
    }

    /** What it cannot answer for one person it may answer for the next. */
    @ParameterizedTest
    @CsvSource({"404, REFUSED", "500, FAILED", "302, UNREADABLE"})
    void a_sibling_that_does_not_answer_one_request_is_there(int status, Reason reason) {
        try (Sibling lead = Sibling.answering(status, "");
                ServiceClients clients = clients(Map.of("lead", lead.uri()))) {
            ServiceClient strict = clients.to("lead", "strict-" + status);
            for (int i = 0; i < 20; i++) {
                assertFails(reason, () -> strict.tell(http -> http.get().uri("/internal")));
            }
            assertThat(lead.asked).hasSize(20);
        }
    }

    @Test
    void of_several_asked_at_once_each_answers_or_is_missing_and_who_is_late_is_hung_up_on() throws Exception {
        var threads = new CopyOnWriteArrayList<Thread>();
        try (Sibling consent = Sibling.silent();
                Sibling lead = Sibling.answering(200, "1");
                Sibling newsletter = Sibling.endless("1", Duration.ofMillis(50));
                Sibling rights = Sibling.answering(503, "");
                ServiceClients clients = clients(Map.of(
                        "consent", consent.uri(),
                        "lead", lead.uri(),
                        "newsletter", newsletter.uri(),
                        "rights", rights.uri(),
                        "sample", URI.create("http://localhost:1")))) {
            long start = System.nanoTime();
            var answers = clients.toAll("anything").ask(SOON, service -> {
                threads.add(Thread.currentThread());
                return service.ask(http -> http.get().uri("/internal"), body -> new String(body, UTF_8));
            });

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON.multipliedBy(3));
            assertThat(answers)
                    .isEqualTo(List.of(
                            new Answer.Missing<>("consent", Reason.TIMEOUT),
                            new Answer.Given<>("lead", "1"),
                            new Answer.Missing<>("newsletter", Reason.TIMEOUT),
                            new Answer.Missing<>("rights", Reason.FAILED)));
            assertThat(consent.callerIsGone).succeedsWithin(10, TimeUnit.SECONDS);
            assertThat(newsletter.callerIsGone).succeedsWithin(10, TimeUnit.SECONDS);
            assertThat(threads).hasSize(4);
            for (Thread thread : threads) {
                assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
            }
        }
    }

    private static ServiceClients clients(Map<String, URI> services) {
        return new ServiceClients(
                "sample",
                services,
                SAMPLE.bean(ServiceSignature.class),
                SAMPLE.bean(CircuitBreakerRegistry.class),
                SAMPLE.bean(BulkheadRegistry.class),
                SAMPLE.bean(TimeLimiterRegistry.class),
                SAMPLE.bean(ObservationRegistry.class));
    }

    private static void assertFails(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CallFailure.class,
                        failure -> assertThat(failure.reason()).isEqualTo(reason))
                .hasMessageNotContaining("internal");
    }

    private static Stream<String> metrics() {
        return SAMPLE.send(SAMPLE.request("/actuator/prometheus")).body().lines();
    }

    private static String metric(String name, String client, String tag, String value) {
        return "resilience4j_%s\\{(?=.*name=\"%s\")(?=.*%s).*\\} %s".formatted(name, client, tag, value);
    }
}
