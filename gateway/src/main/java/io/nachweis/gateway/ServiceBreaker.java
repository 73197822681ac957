package io.nachweis.gateway;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.common.circuitbreaker.configuration.CircuitBreakerConfigCustomizer;
import io.nachweis.contracts.PlatformProblem;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Leaves a service alone that keeps failing, so that requests do not pile up before it. Nothing is sent twice: whether
 * a request that got no answer was carried out is not known here.
 */
final class ServiceBreaker implements HandlerFilterFunction<ServerResponse, ServerResponse> {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceBreaker.class);

    private static final Set<Integer> FAILURES = Set.of(502, 503, 504);

    private final CircuitBreaker breaker;

    /** @param breaker of the service, with its name and settings */
    ServiceBreaker(CircuitBreaker breaker) {
        this.breaker = breaker;
        breaker.getEventPublisher()
                .onStateTransition(change -> LOG.warn("{} {}", breaker.getName(), change.getStateTransition()));
    }

    /** What is a failure, for every breaker. A service that refuses is there. */
    static CircuitBreakerConfigCustomizer failures() {
        return CircuitBreakerConfigCustomizer.of(
                "default",
                config -> config.recordException(ResourceAccessException.class::isInstance)
                        .recordResult(ServiceBreaker::isFailure));
    }

    @Override
    public ServerResponse filter(ServerRequest request, HandlerFunction<ServerResponse> next) throws Exception {
        try {
            return breaker.executeCallable(() -> next.handle(request));
        } catch (CallNotPermittedException _) {
            throw PlatformProblem.UNAVAILABLE.refusal();
        } catch (ResourceAccessException e) {
            LOG.warn("{} does not answer: {}", breaker.getName(), String.valueOf(e.getMostSpecificCause()));
            throw PlatformProblem.UNAVAILABLE.refusal();
        }
    }

    private static boolean isFailure(Object response) {
        return response instanceof ServerResponse answer
                && FAILURES.contains(answer.statusCode().value());
    }
}
