package io.nachweis.consent.source;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.nachweis.contracts.FactPage;
import io.nachweis.event.SubjectId;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.springframework.web.client.RestClient;

/** Asks a service what it has said. It answers in time, or this fails. */
final class FactSource {

    /** A thousand entries announce less; a service that goes on talking is not listened to. */
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private final RestClient http;
    private final TimeLimiter patience;
    private final Bulkhead atOnce;
    private final CircuitBreaker breaker;
    private final ExecutorService threads;
    private final ObservationRegistry observations;

    FactSource(
            RestClient http,
            TimeLimiter patience,
            Bulkhead atOnce,
            CircuitBreaker breaker,
            ExecutorService threads,
            ObservationRegistry observations) {
        this.http = http;
        this.patience = patience;
        this.atOnce = atOnce;
        this.breaker = breaker;
        this.threads = threads;
        this.observations = observations;
    }

    /** Everything after a position. */
    FactPage after(long position) throws Exception {
        return inTime(() -> fetch("/internal/facts?after={position}", position)).call();
    }

    /** Everything about a person. A service that failed often lately is left alone for a while. */
    FactPage about(SubjectId subject) throws Exception {
        return atOnce.executeCallable(CircuitBreaker.decorateCallable(
                breaker, inTime(() -> fetch("/internal/facts/of/{subject}", subject.value()))));
    }

    private Callable<FactPage> inTime(Supplier<FactPage> asking) {
        Observation caller = Objects.requireNonNullElse(observations.getCurrentObservation(), Observation.NOOP);
        return TimeLimiter.decorateFutureSupplier(patience, () -> threads.submit(() -> caller.scoped(asking)));
    }

    private FactPage fetch(String route, Object value) {
        return http.get().uri(route, value).exchangeForRequiredValue((_, response) -> {
            if (response.getStatusCode().isError()) {
                throw response.createException();
            }
            return FactPage.read(response.getBody().readNBytes(MOST_BYTES));
        });
    }
}
