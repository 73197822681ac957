package io.nachweis.consent.history;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.nachweis.consent.history.History.Missing;
import io.nachweis.consent.history.History.MissingReason;
import io.nachweis.consent.history.History.ServiceEntry;
import io.nachweis.consent.history.Source.Answer;
import io.nachweis.consent.source.SourceSettings;
import io.nachweis.event.SubjectId;
import io.nachweis.starter.OwnEntries;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/** Puts a person's history together from this log and from those of the other services, all asked at once. */
@Component
class Histories {

    static final Duration PATIENCE = Duration.ofSeconds(2);

    /** A service that failed half of its last ten answers is left alone for a while. A refusal is no failure. */
    private static final CircuitBreakerConfig BREAKER = CircuitBreakerConfig.custom()
            .slidingWindowSize(10)
            .minimumNumberOfCalls(5)
            .failureRateThreshold(50)
            .waitDurationInOpenState(Duration.ofSeconds(10))
            .permittedNumberOfCallsInHalfOpenState(2)
            .ignoreExceptions(HttpClientErrorException.class)
            .build();

    private final OwnEntries own;
    private final List<Source> sources;
    private final ObservationRegistry observations;

    Histories(
            OwnEntries own,
            SourceSettings settings,
            CircuitBreakerRegistry breakers,
            ObservationRegistry observations,
            JsonMapper json) {
        this.own = own;
        this.observations = observations;
        var connections = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(PATIENCE).build());
        this.sources = settings.services().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(source -> new Source(
                        source.getKey(),
                        RestClient.builder()
                                .requestFactory(connections)
                                .observationRegistry(observations)
                                .baseUrl(source.getValue())
                                .build(),
                        breakers.circuitBreaker(source.getKey(), BREAKER),
                        json))
                .toList();
    }

    History of(String controller, SubjectId subject, JwtAuthenticationToken reader) {
        String token = reader.getToken().getTokenValue();
        var logs = new ArrayList<List<ServiceEntry>>();
        var missing = new ArrayList<Missing>();
        Observation asking = Objects.requireNonNullElse(observations.getCurrentObservation(), Observation.NOOP);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = sources.stream()
                    .map(source -> threads.submit(() -> asking.scoped(() -> source.ask(controller, subject, token))))
                    .toList();
            logs.add(ownEntries(controller, subject, reader));
            for (int i = 0; i < asked.size(); i++) {
                switch (answer(sources.get(i), asked.get(i), deadline)) {
                    case Answer.Answered(var entries) -> logs.add(entries);
                    case Answer.Silent(var service) -> missing.add(service);
                }
            }
        }
        return new History(subject.value(), TimeLine.of(logs), List.copyOf(missing));
    }

    private List<ServiceEntry> ownEntries(String controller, SubjectId subject, Authentication reader) {
        return own.about(controller, subject, reader).stream()
                .map(entry -> new ServiceEntry("consent", entry))
                .toList();
    }

    private static Answer answer(Source source, Future<Answer> asked, long deadline) {
        try {
            return asked.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            asked.cancel(true);
            return source.silent(MissingReason.TOO_SLOW);
        } catch (ExecutionException e) {
            throw new IllegalStateException("asking never fails, it answers so", e.getCause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            asked.cancel(true);
            return source.silent(MissingReason.TOO_SLOW);
        }
    }
}
