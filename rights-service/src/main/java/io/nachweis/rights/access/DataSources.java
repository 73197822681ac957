package io.nachweis.rights.access;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.nachweis.event.SubjectId;
import io.nachweis.lifecycle.OwnPersonalData;
import io.nachweis.lifecycle.PersonalData;
import io.nachweis.starter.client.ServiceSignature;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/** Collects the personal data of a person from every service, all asked at once. */
@Component
public class DataSources {

    private static final Duration PATIENCE = Duration.ofMillis(1500);

    /** A service that failed half of its last ten answers is left alone for a moment; the request waits anyway. */
    private static final CircuitBreakerConfig BREAKER = CircuitBreakerConfig.custom()
            .slidingWindowSize(10)
            .minimumNumberOfCalls(5)
            .failureRateThreshold(50)
            .waitDurationInOpenState(Duration.ofSeconds(5))
            .permittedNumberOfCallsInHalfOpenState(2)
            .build();

    private final OwnPersonalData own;
    private final List<DataSource> others;
    private final ObservationRegistry observations;

    DataSources(
            OwnPersonalData own,
            ServiceSettings settings,
            ServiceSignature signature,
            CircuitBreakerRegistry breakers,
            ObservationRegistry observations,
            JsonMapper json) {
        this.own = own;
        this.observations = observations;
        var connections = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(PATIENCE).build());
        this.others = settings.services().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(service -> new DataSource(
                        service.getKey(),
                        RestClient.builder()
                                .requestFactory(connections)
                                .requestInterceptor(signature)
                                .observationRegistry(observations)
                                .baseUrl(service.getValue())
                                .build(),
                        breakers.circuitBreaker(service.getKey() + "-personal-data", BREAKER),
                        json))
                .toList();
    }

    /**
     * What came of asking.
     *
     * @param missing the services that could not say
     */
    public record CollectedData(List<PersonalData> parts, Set<String> missing) {}

    public CollectedData about(String controller, SubjectId subject) {
        var parts = new ArrayList<PersonalData>();
        var missing = new TreeSet<String>();
        Observation asking = Objects.requireNonNullElse(observations.getCurrentObservation(), Observation.NOOP);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = others.stream()
                    .map(source -> threads.submit(() -> asking.scoped(() -> source.ask(controller, subject))))
                    .toList();
            parts.add(own.about(controller, subject));
            for (int i = 0; i < asked.size(); i++) {
                String service = others.get(i).service();
                answer(asked.get(i), deadline).ifPresentOrElse(parts::add, () -> missing.add(service));
            }
        }
        return new CollectedData(List.copyOf(parts), missing);
    }

    private static Optional<PersonalData> answer(Future<Optional<PersonalData>> asked, long deadline) {
        try {
            return asked.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            asked.cancel(true);
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("asking never fails, it answers so", e.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            asked.cancel(true);
            return Optional.empty();
        }
    }
}
