package io.nachweis.consent.history;

import static io.nachweis.consent.history.HistoryExamples.JSON;
import static io.nachweis.consent.history.HistoryExamples.PERSON;
import static io.nachweis.consent.history.HistoryExamples.entry;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationView;
import io.nachweis.consent.history.History.ServiceEntry;
import io.nachweis.contracts.ServiceKeys;
import io.nachweis.evidence.Entry;
import io.nachweis.evidence.Slice;
import io.nachweis.starter.OwnEntries;
import io.nachweis.starter.client.ServiceClients;
import io.nachweis.starter.client.ServiceSignature;
import io.nachweis.testing.TestSecrets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.StaticMessageSource;
import org.springframework.http.client.observation.ClientRequestObservationContext;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

class AskingOtherServicesTest {

    private static final JwtAuthenticationToken DESK = new JwtAuthenticationToken(
            Jwt.withTokenValue("the-token")
                    .header("alg", "none")
                    .subject("desk")
                    .build(),
            List.of(new SimpleGrantedAuthority("ROLE_privacy-desk")));

    private static final String NOTHING = "{\"items\": []}";

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicReference<Answering> newsletter = new AtomicReference<>();
    private final ObservationRegistry observations = ObservationRegistry.create();
    private final CountDownLatch over = new CountDownLatch(1);

    private HttpServer server;

    interface Answering {
        void answer(HttpExchange exchange) throws Exception;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            try (exchange) {
                newsletter.get().answer(exchange);
            } catch (Exception e) {
                throw new IOException(e);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
    }

    @Test
    void tells_its_entries_with_ours_and_nothing_is_missing() {
        newsletter.set(exchange ->
                send(exchange, 200, JSON.writeValueAsString(new Slice<>(List.of(entry(4, "08:00")), null))));

        History history = histories(entry(0, "09:00")).of("idm", PERSON, DESK, Locale.ENGLISH);

        assertThat(history.entries())
                .extracting(told -> told.service() + " " + told.entry().position())
                .containsExactly("newsletter 4", "consent 0");
        assertThat(history.missing()).isEmpty();
    }

    @Test
    void goes_on_slice_by_slice_as_the_history_is_read() {
        newsletter.set(exchange -> {
            long after = after(exchange);
            send(exchange, 200, JSON.writeValueAsString(new Slice<>(List.of(entry(after + 1, "08:00")), after + 1)));
        });

        var entries =
                histories().of("idm", PERSON, DESK, Locale.ENGLISH).entries().iterator();

        assertThat(asked).hasValue(1);
        for (int i = 0; i < 100; i++) {
            assertThat(entries.next().entry().position()).isEqualTo(i);
        }
        assertThat(asked).hasValueLessThanOrEqualTo(101);
    }

    @Test
    void names_one_that_breaks_off_between_slices_and_tells_what_it_said() {
        newsletter.set(exchange -> {
            boolean isFirst = after(exchange) == Slice.START;
            send(exchange, isFirst ? 200 : 503, JSON.writeValueAsString(new Slice<>(List.of(entry(0, "08:00")), 0L)));
        });

        History history = histories(entry(0, "09:00")).of("idm", PERSON, DESK, Locale.ENGLISH);

        assertThat(history.entries()).extracting(ServiceEntry::service).containsExactly("newsletter", "consent");
        assertThat(history.missing()).containsExactly(new Missing("newsletter", Missing.Reason.FAILED));
    }

    @Test
    void is_done_in_the_name_of_the_caller() {
        var request = new AtomicReference<String>();
        newsletter.set(exchange -> {
            request.set(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            send(exchange, 200, NOTHING);
        });

        histories().of("idm", PERSON, DESK, Locale.ENGLISH);

        assertThat(request).hasValue("/internal/idm/subjects/" + PERSON + "/entries?after=-1 Bearer the-token");
    }

    @Test
    void is_part_of_what_asked_for_it() {
        newsletter.set(exchange -> send(exchange, 200, NOTHING));
        var asking = new AtomicReference<@Nullable ObservationView>();
        observations.observationConfig().observationHandler(new ObservationHandler<ClientRequestObservationContext>() {
            @Override
            public void onStart(ClientRequestObservationContext context) {
                asking.set(context.getParentObservation());
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return context instanceof ClientRequestObservationContext;
            }
        });
        Observation request = Observation.createNotStarted("request", observations);

        request.observe(() -> histories().of("idm", PERSON, DESK, Locale.ENGLISH));

        assertThat(asking).hasValue(request);
    }

    @Test
    void shows_nothing_of_ours_that_is_about_another_controller() {
        newsletter.set(exchange -> send(exchange, 200, NOTHING));

        assertThat(histories(entry(0, "09:00"))
                        .of("another", PERSON, DESK, Locale.ENGLISH)
                        .entries())
                .isEmpty();
    }

    @Test
    void names_one_that_is_down() throws IOException {
        server.stop(0);

        assertMissing(histories(entry(0, "09:00")).of("idm", PERSON, DESK, Locale.ENGLISH), Missing.Reason.UNREACHABLE);
    }

    @Test
    void names_one_that_does_not_answer_in_time() {
        newsletter.set(_ -> over.await());

        long before = System.nanoTime();
        assertMissing(histories(entry(0, "09:00")).of("idm", PERSON, DESK, Locale.ENGLISH), Missing.Reason.TOO_SLOW);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Histories.PATIENCE.plusSeconds(1));
    }

    @Test
    void names_one_that_never_finishes_its_answer() {
        newsletter.set(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("[".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            over.await();
        });

        assertMissing(histories(entry(0, "09:00")).of("idm", PERSON, DESK, Locale.ENGLISH), Missing.Reason.TOO_SLOW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "[]",
                "{\"items\": null}",
                "{\"items\": [null]}",
                "{\"items\": [{}]}",
                "{\"items\": [], \"next\": -1}",
                "<html></html>",
                "{\"items\": [{\"position\":",
                "{\"items\": [{\"position\":\"first\"}]}"
            })
    void names_one_that_answers_garbage(String garbage) {
        newsletter.set(exchange -> send(exchange, 200, garbage));

        assertMissing(histories(entry(0, "09:00")).of("idm", PERSON, DESK, Locale.ENGLISH), Missing.Reason.UNREADABLE);
    }

    @Test
    void names_one_that_hangs_up_in_the_middle() {
        newsletter.set(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("[{\"position\":".getBytes(UTF_8));
            exchange.getResponseBody().flush();
        });

        assertMissing(histories(entry(0, "09:00")).of("idm", PERSON, DESK, Locale.ENGLISH), Missing.Reason.UNREACHABLE);
    }

    @Test
    void names_one_that_fails() {
        newsletter.set(exchange -> send(exchange, 503, "{}"));

        assertMissing(histories(entry(0, "09:00")).of("idm", PERSON, DESK, Locale.ENGLISH), Missing.Reason.FAILED);
    }

    @Test
    void leaves_one_alone_that_was_away_again_and_again() {
        newsletter.set(exchange -> send(exchange, 503, "{}"));
        Histories histories = histories();
        for (int i = 0; i < 5; i++) {
            assertMissing(histories.of("idm", PERSON, DESK, Locale.ENGLISH), Missing.Reason.FAILED);
        }

        assertMissing(histories.of("idm", PERSON, DESK, Locale.ENGLISH), Missing.Reason.UNREACHABLE);
        assertThat(asked).hasValue(5);
    }

    /** One person's data, or one caller, is no reason to leave the others without an answer. */
    @ParameterizedTest
    @CsvSource({"403, REFUSED", "500, FAILED", "200, UNREADABLE"})
    void goes_on_with_one_that_could_not_answer_some_requests(int status, Missing.Reason reason) {
        newsletter.set(exchange -> send(exchange, status, "{}"));
        Histories histories = histories();
        for (int i = 0; i < 10; i++) {
            assertMissing(histories.of("idm", PERSON, DESK, Locale.ENGLISH), reason);
        }
        newsletter.set(exchange -> send(exchange, 200, NOTHING));

        assertThat(histories.of("idm", PERSON, DESK, Locale.ENGLISH).missing()).isEmpty();
    }

    private Histories histories(Entry... own) {
        return new Histories(
                new OwnEntries((_, _, _) -> new Slice<>(List.of(own), null), new StaticMessageSource()),
                new ServiceClients(
                        "consent",
                        Map.of(
                                "newsletter",
                                URI.create("http://127.0.0.1:"
                                        + server.getAddress().getPort())),
                        new ServiceSignature(
                                TestSecrets.callKey("consent"), ServiceKeys.of(List.of()), Clock.systemUTC()),
                        CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                                .slidingWindowSize(10)
                                .minimumNumberOfCalls(5)
                                .build()),
                        BulkheadRegistry.ofDefaults(),
                        TimeLimiterRegistry.of(TimeLimiterConfig.custom()
                                .timeoutDuration(Duration.ofMinutes(1))
                                .build()),
                        observations),
                JSON);
    }

    private static void assertMissing(History history, Missing.Reason reason) {
        assertThat(history.missing()).containsExactly(new Missing("newsletter", reason));
        assertThat(history.entries()).allMatch(told -> told.service().equals("consent"));
    }

    private static long after(HttpExchange exchange) {
        return Long.parseLong(exchange.getRequestURI().getQuery().substring("after=".length()));
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
