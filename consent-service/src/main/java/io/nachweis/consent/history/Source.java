package io.nachweis.consent.history;

import static java.util.Objects.requireNonNull;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.nachweis.consent.history.History.Missing;
import io.nachweis.consent.history.History.MissingReason;
import io.nachweis.consent.history.History.ServiceEntry;
import io.nachweis.event.SubjectId;
import io.nachweis.evidence.Entry;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/** Another service that has entries about people. It is asked in the caller's name, so it shows what the caller may see. */
final class Source {

    /** What came of asking. */
    sealed interface Answer {

        record Answered(List<ServiceEntry> entries) implements Answer {}

        record Silent(Missing missing) implements Answer {}
    }

    /** More than a person's life can fill; a service that goes on talking is not listened to. */
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private final String service;
    private final RestClient http;
    private final CircuitBreaker breaker;
    private final JsonMapper json;

    Source(String service, RestClient http, CircuitBreaker breaker, JsonMapper json) {
        this.service = service;
        this.http = http;
        this.breaker = breaker;
        this.json = json;
    }

    /** Waits as long as the service takes: whoever asks sets the limit, and interrupts. */
    Answer ask(String controller, SubjectId subject, String token) {
        try {
            return new Answer.Answered(breaker.executeCallable(() -> read(fetch(controller, subject, token))));
        } catch (HttpClientErrorException _) {
            return silent(MissingReason.REFUSED);
        } catch (HttpServerErrorException _) {
            return silent(MissingReason.FAILED);
        } catch (ResourceAccessException | CallNotPermittedException _) {
            return silent(MissingReason.UNREACHABLE);
        } catch (Exception _) {
            return silent(MissingReason.UNREADABLE);
        }
    }

    Answer.Silent silent(MissingReason reason) {
        return new Answer.Silent(new Missing(service, reason));
    }

    private byte[] fetch(String controller, SubjectId subject, String token) {
        return http.get()
                .uri("/internal/{controller}/subjects/{subject}/entries", controller, subject.value())
                .accept(MediaType.APPLICATION_JSON)
                .headers(headers -> headers.setBearerAuth(token))
                .exchangeForRequiredValue((_, response) -> {
                    if (response.getStatusCode().isError()) {
                        throw response.createException();
                    }
                    return response.getBody().readNBytes(MOST_BYTES);
                });
    }

    private List<ServiceEntry> read(byte[] body) {
        return Stream.of(json.readValue(body, Entry[].class))
                .peek(Source::mustBeWhole)
                .sorted(Comparator.comparingLong(Entry::position))
                .map(entry -> new ServiceEntry(service, entry))
                .toList();
    }

    private static void mustBeWhole(Entry entry) {
        requireNonNull(entry.id());
        requireNonNull(entry.type());
        requireNonNull(entry.recordedAt());
        requireNonNull(entry.leafHash());
        requireNonNull(entry.data());
    }
}
