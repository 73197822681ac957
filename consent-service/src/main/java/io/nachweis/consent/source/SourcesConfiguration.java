package io.nachweis.consent.source;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.nachweis.consent.ledger.Ledger;
import io.nachweis.starter.client.ServiceSignature;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

@Configuration(proxyBeanMethods = false)
class SourcesConfiguration {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int AT_ONCE = 64;

    /** A service that failed half of its last ten answers is left alone, but not for long: nothing is certain meanwhile. */
    private static final CircuitBreakerConfig BREAKER = CircuitBreakerConfig.custom()
            .slidingWindowSize(10)
            .minimumNumberOfCalls(5)
            .failureRateThreshold(50)
            .waitDurationInOpenState(Duration.ofSeconds(2))
            .permittedNumberOfCallsInHalfOpenState(2)
            .build();

    @Bean
    Sources sources(
            SourceSettings settings,
            ServiceSignature signature,
            Ledger ledger,
            SourceOffsets offsets,
            Clock clock,
            CircuitBreakerRegistry breakers,
            ObservationRegistry observations,
            MeterRegistry meters) {
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        var connections = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(PATIENCE).build());
        List<FactSourceFollower> followers = settings.sources().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> new FactSourceFollower(
                        "/" + each.getKey(),
                        new FactSource(
                                http(each.getValue(), connections, signature, observations),
                                TimeLimiter.of(PATIENCE),
                                Bulkhead.of(
                                        "facts of " + each.getKey(),
                                        BulkheadConfig.custom()
                                                .maxConcurrentCalls(AT_ONCE)
                                                .maxWaitDuration(Duration.ZERO)
                                                .build()),
                                breakers.circuitBreaker(each.getKey() + "-facts", BREAKER),
                                threads,
                                observations),
                        ledger,
                        offsets,
                        clock))
                .toList();
        followers.forEach(each -> Gauge.builder("nachweis.source.behind", each, FactSourceFollower::secondsBehind)
                .description("Since when what a service says is not certain to be in the ledger")
                .baseUnit("seconds")
                .tag("source", each.source())
                .strongReference(true)
                .register(meters));
        return new Sources(followers, threads);
    }

    private static RestClient http(
            URI address,
            JdkClientHttpRequestFactory connections,
            ServiceSignature signature,
            ObservationRegistry observations) {
        return RestClient.builder()
                .requestFactory(connections)
                .requestInterceptor(signature)
                .observationRegistry(observations)
                .baseUrl(address)
                .build();
    }
}
