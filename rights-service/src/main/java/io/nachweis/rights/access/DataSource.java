package io.nachweis.rights.access;

import static java.util.Objects.requireNonNull;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.nachweis.event.SubjectId;
import io.nachweis.lifecycle.PersonalData;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Another service as a source of personal data about a person, behind a circuit breaker. What it answers is taken whole
 * or not at all.
 */
final class DataSource {

    private static final Logger log = LoggerFactory.getLogger(DataSource.class);

    /** More than a person's life can fill; a service that goes on talking is not listened to. */
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private final String service;
    private final RestClient http;
    private final CircuitBreaker breaker;
    private final JsonMapper json;

    DataSource(String service, RestClient http, CircuitBreaker breaker, JsonMapper json) {
        this.service = service;
        this.http = http;
        this.breaker = breaker;
        this.json = json;
    }

    String service() {
        return service;
    }

    /** Waits as long as the service takes: whoever asks sets the limit, and interrupts. Empty when it cannot say. */
    Optional<PersonalData> ask(String controller, SubjectId subject) {
        try {
            return Optional.of(breaker.executeSupplier(() -> read(fetch(controller, subject), controller, subject)));
        } catch (RuntimeException e) {
            log.debug("{} does not say what it holds: {}", service, e.getClass().getName());
            return Optional.empty();
        }
    }

    private byte[] fetch(String controller, SubjectId subject) {
        return http.get()
                .uri("/internal/{controller}/subjects/{subject}/personal-data", controller, subject.value())
                .accept(MediaType.APPLICATION_JSON)
                .exchangeForRequiredValue((_, response) -> {
                    if (response.getStatusCode() != HttpStatus.OK) {
                        throw new IllegalStateException("It answers " + response.getStatusCode());
                    }
                    return response.getBody().readNBytes(MOST_BYTES);
                });
    }

    private PersonalData read(byte[] body, String controller, SubjectId subject) {
        PersonalData held = json.readValue(body, PersonalData.class);
        if (!service.equals(held.service())) {
            throw new IllegalArgumentException("Another service answers in its place");
        }
        requireNonNull(held.asOf());
        held.data().forEach(row -> {
            requireNonNull(row.category());
            requireNonNull(row.type());
            requireNonNull(row.stream());
            requireNonNull(row.recordedAt());
            requireNonNull(row.values());
            requireIfSaid(controller, row.values().path("controller"));
            requireIfSaid(subject.value(), row.values().path("subject"));
        });
        return held;
    }

    /** Not every row says whose it is, but none may say that it is another's. */
    private static void requireIfSaid(String expected, JsonNode said) {
        if (said.isString() && !said.stringValue().equals(expected)) {
            throw new IllegalArgumentException("An answer about somebody else");
        }
    }
}
