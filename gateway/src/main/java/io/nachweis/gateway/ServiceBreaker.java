package io.nachweis.gateway;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.common.circuitbreaker.configuration.CircuitBreakerConfigCustomizer;
import io.nachweis.contracts.PlatformProblem;
import java.util.Set;
import org.apache.catalina.connector.ClientAbortException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Leaves a service alone that keeps failing, and lets no more than so many requests of one kind wait for it, so that they
 * pile up neither before it nor before others. Nothing is sent twice: whether a request that got no answer was carried
 * out is not known here.
 */
final class ServiceBreaker implements HandlerFilterFunction<ServerResponse, ServerResponse> {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceBreaker.class);

    private static final Set<Integer> FAILURES = Set.of(502, 503, 504);

    private final CircuitBreaker breaker;
    private final Bulkhead bulkhead;

    /** Both of one kind of requests, with its name and settings. */
    ServiceBreaker(CircuitBreaker breaker, Bulkhead bulkhead) {
        this.breaker = breaker;
        this.bulkhead = bulkhead;
        breaker.getEventPublisher()
                .onStateTransition(change -> LOG.warn("{} {}", breaker.getName(), change.getStateTransition()));
    }

    /** What is a failure, for every breaker. A service that refuses is there. */
    static CircuitBreakerConfigCustomizer failures() {
        return CircuitBreakerConfigCustomizer.of(
                "default",
                config ->
                        config.recordException(ServiceBreaker::isFailure).recordResult(ServiceBreaker::isFailedAnswer));
    }

    @Override
    public ServerResponse filter(ServerRequest request, HandlerFunction<ServerResponse> next) throws Exception {
        try {
            return bulkhead.executeCallable(() -> breaker.executeCallable(() -> next.handle(request)));
        } catch (BulkheadFullException | CallNotPermittedException _) {
            throw PlatformProblem.UNAVAILABLE.refusal();
        } catch (ResourceAccessException e) {
            if (e.getCause() instanceof ClientAbortException client) {
                throw client;
            }
            LOG.warn("{} does not answer: {}", breaker.getName(), String.valueOf(e.getMostSpecificCause()));
            throw PlatformProblem.UNAVAILABLE.refusal();
        }
    }

    /** A client that breaks off while its body is passed on is no failure of the service. */
    private static boolean isFailure(Throwable e) {
        return e instanceof ResourceAccessException && !(e.getCause() instanceof ClientAbortException);
    }

    private static boolean isFailedAnswer(Object response) {
        return response instanceof ServerResponse answer
                && FAILURES.contains(answer.statusCode().value());
    }
}
