package io.nachweis.rights.process;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.nachweis.contracts.Channel;
import io.nachweis.rights.access.ServiceSettings;
import io.nachweis.rights.decision.Case;
import io.nachweis.rights.decision.Intake;
import io.nachweis.starter.client.ServiceSignature;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/** consent-service, which takes withdrawals down and tells everybody of them. Told twice it takes down one. */
@Component
class ConsentDesk {

    static final String SERVICE = "consent";

    private static final Logger log = LoggerFactory.getLogger(ConsentDesk.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    record Everything(Channel channel, Instant receivedAt) {}

    private final RestClient http;
    private final CircuitBreaker breaker;

    ConsentDesk(
            ServiceSettings settings,
            ServiceSignature signature,
            CircuitBreakerRegistry breakers,
            ObservationRegistry observations) {
        var connections = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(PATIENCE).build());
        connections.setReadTimeout(PATIENCE);
        var url = settings.services().get(SERVICE);
        if (url == null) {
            throw new IllegalArgumentException("rights.services.consent must be set");
        }
        this.http = RestClient.builder()
                .requestFactory(connections)
                .requestInterceptor(signature)
                .observationRegistry(observations)
                .baseUrl(url)
                .build();
        this.breaker = breakers.circuitBreaker(SERVICE + "-withdrawals");
    }

    /** Whether it is durable there. It takes effect as of when the request was received. */
    boolean withdrawEverything(Case request) {
        try {
            breaker.executeRunnable(() -> http.post()
                    .uri(
                            "/internal/{controller}/subjects/{subject}/withdrawals",
                            request.controller(),
                            request.subject().value())
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(new Everything(channel(request.intake()), request.receivedAt()))
                    .retrieve()
                    .toBodilessEntity());
            return true;
        } catch (RuntimeException e) {
            log.debug("{} did not take a withdrawal: {}", SERVICE, e.getClass().getName());
            return false;
        }
    }

    private static Channel channel(Intake intake) {
        return switch (intake) {
            case FORM -> Channel.OTHER;
            case EMAIL -> Channel.EMAIL;
            case PHONE -> Channel.PHONE;
            case LETTER -> Channel.LETTER;
        };
    }
}
