package io.nachweis.starter.client;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.nachweis.starter.client.CallFailure.Reason;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClient.RequestHeadersSpec;

/**
 * The client of one sibling service for one kind of call, behind a circuit breaker, a bulkhead and a time limit of its
 * own. It sends nothing twice.
 */
public final class ServiceClient {

    /** Several times a slice of a log, or a thousand facts; a service that goes on talking is not listened to. */
    private static final int MAX_ANSWER = 16 * 1024 * 1024;

    /** The statuses that say that nobody is answered. */
    private static final Set<Integer> AWAY = Set.of(502, 503, 504);

    private final String service;
    private final RestClient http;
    private final CircuitBreaker breaker;
    private final Bulkhead bulkhead;
    private final TimeLimiter limiter;

    ServiceClient(String service, RestClient http, CircuitBreaker breaker, Bulkhead bulkhead, TimeLimiter limiter) {
        this.service = service;
        this.http = http;
        this.breaker = breaker;
        this.bulkhead = bulkhead;
        this.limiter = limiter;
    }

    /** Its name. */
    public String service() {
        return service;
    }

    /** @throws CallFailure unless it answers 2xx in time */
    public void tell(Function<RestClient, RequestHeadersSpec<?>> request) {
        ask(request, _ -> true);
    }

    /**
     * A request is sent in this service's own name, or in the caller's if it carries a bearer token.
     *
     * @param reader of the body of a 2xx answer; what it throws makes the answer unreadable
     * @throws CallFailure unless it answers so in time
     */
    public <T> T ask(Function<RestClient, RequestHeadersSpec<?>> request, Function<byte[], T> reader) {
        try {
            return bulkhead.executeSupplier(() -> breaker.executeSupplier(() -> call(request, reader)))
                    .get();
        } catch (CallNotPermittedException | BulkheadFullException _) {
            throw failure(Reason.NOT_ASKED, 0, null);
        }
    }

    private <T> Supplier<T> call(Function<RestClient, RequestHeadersSpec<?>> request, Function<byte[], T> reader) {
        long start = System.nanoTime();
        try {
            return request.apply(http).exchangeForRequiredValue((_, response) -> {
                try (InputStream in = response.getBody()) {
                    byte[] body = in.readNBytes(MAX_ANSWER + 1);
                    limiter.onSuccess();
                    return answer(response.getStatusCode(), body, reader);
                }
            });
        } catch (ResourceAccessException e) {
            boolean isLate = Thread.currentThread().isInterrupted() || isLate(start);
            limiter.onError(isLate ? new TimeoutException() : e);
            throw failure(isLate ? Reason.TIMEOUT : Reason.UNREACHABLE, 0, e.getMostSpecificCause());
        }
    }

    /**
     * What is about one request is thrown outside of the breaker: the service is there, and nobody else is to suffer
     * from it that it cannot answer for one person.
     */
    private <T> Supplier<T> answer(HttpStatusCode status, byte[] body, Function<byte[], T> reader) {
        if (AWAY.contains(status.value())) {
            throw failure(Reason.FAILED, status.value(), null);
        }
        return () -> {
            if (status.isError()) {
                throw failure(status.is4xxClientError() ? Reason.REFUSED : Reason.FAILED, status.value(), null);
            }
            if (!status.is2xxSuccessful() || body.length > MAX_ANSWER) {
                throw failure(Reason.UNREADABLE, status.value(), null);
            }
            try {
                return reader.apply(body);
            } catch (RuntimeException e) {
                throw failure(Reason.UNREADABLE, status.value(), e);
            }
        };
    }

    private boolean isLate(long start) {
        return System.nanoTime() - start
                >= limiter.getTimeLimiterConfig().getTimeoutDuration().toNanos();
    }

    private CallFailure failure(Reason reason, int status, @Nullable Throwable cause) {
        return new CallFailure(service, reason, status, cause);
    }
}
