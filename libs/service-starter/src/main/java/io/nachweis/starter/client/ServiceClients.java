package io.nachweis.starter.client;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/**
 * Makes the clients of sibling services. Each has a name, such as {@code newsletter-facts}, under which Resilience4j's own
 * settings give it its circuit breaker, bulkhead and time limit, and under which their metrics are.
 */
public final class ServiceClients implements AutoCloseable {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

    private final String self;
    private final Map<String, URI> services;
    private final ServiceSignature signature;
    private final CircuitBreakerRegistry breakers;
    private final BulkheadRegistry bulkheads;
    private final TimeLimiterRegistry limiters;
    private final ObservationRegistry observations;
    private volatile HttpClient connections = connections(HttpClient.newBuilder());

    /**
     * @param self the service that asks, which is no sibling of its own
     * @param services the base address of every service, by its name
     */
    public ServiceClients(
            String self,
            Map<String, URI> services,
            ServiceSignature signature,
            CircuitBreakerRegistry breakers,
            BulkheadRegistry bulkheads,
            TimeLimiterRegistry limiters,
            ObservationRegistry observations) {
        this.self = self;
        this.services = services;
        this.signature = signature;
        this.breakers = breakers;
        this.bulkheads = bulkheads;
        this.limiters = limiters;
        this.observations = observations;
    }

    /** One call to a connection, so that ending the one ends the other. */
    private static HttpClient connections(HttpClient.Builder builder) {
        return builder.version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build();
    }

    /** Calls by TLS are made in this context from now on. */
    void use(SSLContext tls) {
        HttpClient before = connections;
        connections = connections(HttpClient.newBuilder().sslContext(tls));
        before.shutdown();
    }

    /** @param what it is asked for, such as {@code facts} */
    public ServiceClient to(String service, String what) {
        URI url = services.get(service);
        if (url == null) {
            throw new IllegalArgumentException("nachweis.services." + service + " must be set");
        }
        String name = service + "-" + what;
        var limiter = limiters.timeLimiter(name);
        var http = RestClient.builder()
                .requestFactory((uri, method) -> {
                    var requests = new JdkClientHttpRequestFactory(connections);
                    // Of the whole call, from the connection to the last byte.
                    requests.setReadTimeout(limiter.getTimeLimiterConfig().getTimeoutDuration());
                    return requests.createRequest(uri, method);
                })
                .requestInterceptor((request, body, execution) -> {
                    signUnlessInTheNameOfAPerson(service, request, body);
                    return execution.execute(request, body);
                })
                .observationRegistry(observations)
                .baseUrl(url)
                .build();
        return new ServiceClient(service, http, breakers.circuitBreaker(name), bulkheads.bulkhead(name), limiter);
    }

    /** To every sibling. */
    public FanOut toAll(String what) {
        return new FanOut(
                services.keySet().stream()
                        .filter(service -> !service.equals(self))
                        .sorted()
                        .map(service -> to(service, what))
                        .toList(),
                observations);
    }

    private void signUnlessInTheNameOfAPerson(String service, HttpRequest request, byte[] body) {
        if (!request.getHeaders().containsHeader(HttpHeaders.AUTHORIZATION)) {
            signature
                    .sign(service, request.getMethod().name(), request.getURI(), body)
                    .forEach(request.getHeaders()::set);
        }
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        connections.shutdownNow();
    }
}
