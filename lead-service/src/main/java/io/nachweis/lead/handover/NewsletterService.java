package io.nachweis.lead.handover;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.nachweis.event.EmailAddress;
import io.nachweis.starter.client.ServiceSignature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientResponseException;

/** Hands a sign-up over to the service that asks mailboxes. Handing the same one over again changes nothing there. */
@Component
@EnableConfigurationProperties(HandOverSettings.class)
class NewsletterService {

    /** A sign-up as the other side takes it; the bytes are the same however often it is sent. */
    record SignUp(
            EmailAddress email, String ip, @Nullable String company, List<Wording> wordings, Instant requestedAt) {}

    record Wording(String id, boolean shownByUs) {}

    /** A service that failed half of its last ten answers is left alone for a while: what is to be handed over waits. */
    private static final CircuitBreakerConfig BREAKER = CircuitBreakerConfig.custom()
            .slidingWindowSize(10)
            .minimumNumberOfCalls(5)
            .failureRateThreshold(50)
            .waitDurationInOpenState(Duration.ofSeconds(2))
            .permittedNumberOfCallsInHalfOpenState(2)
            .recordException(UncheckedIOException.class::isInstance)
            .build();

    private final RestClient http;
    private final CircuitBreaker breaker;

    NewsletterService(
            HandOverSettings settings,
            ServiceSignature signature,
            CircuitBreakerRegistry breakers,
            ObservationRegistry observations) {
        var connections = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(settings.patience()).build());
        connections.setReadTimeout(settings.patience());
        this.http = RestClient.builder()
                .requestFactory(connections)
                .requestInterceptor(signature)
                .observationRegistry(observations)
                .baseUrl(settings.url())
                .build();
        this.breaker = breakers.circuitBreaker("hand-over", BREAKER);
    }

    /** Once this returns, the other side has it on record. An outage is an {@link UncheckedIOException}. */
    void take(String controller, UUID handOver, SignUp signUp) {
        try {
            breaker.executeRunnable(() -> post(controller, handOver, signUp));
        } catch (CallNotPermittedException _) {
            throw away("is left alone for a while");
        }
    }

    private void post(String controller, UUID handOver, SignUp signUp) {
        try {
            http.post()
                    .uri("/internal/{controller}/sign-ups", controller)
                    .header("Idempotency-Key", handOver.toString())
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(signUp)
                    .retrieve()
                    .toBodilessEntity();
        } catch (ResourceAccessException e) {
            throw away("does not answer: " + e.getMostSpecificCause().getClass().getSimpleName());
        } catch (RestClientResponseException e) {
            if (passes(e.getStatusCode())) {
                throw away("answers " + e.getStatusCode().value());
            }
            throw e;
        }
    }

    /** 409: the same is being taken right now, for a try of ours that got no answer. */
    private static boolean passes(HttpStatusCode status) {
        return status.is5xxServerError() || status == HttpStatus.CONFLICT || status == HttpStatus.TOO_MANY_REQUESTS;
    }

    private static UncheckedIOException away(String how) {
        return new UncheckedIOException(new IOException("newsletter-service " + how));
    }
}
