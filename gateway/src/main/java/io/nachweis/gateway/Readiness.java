package io.nachweis.gateway;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Asks every part whether it is ready; the platform is when all are. */
@Configuration(proxyBeanMethods = false)
class Readiness {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HttpClient client;
    private final Map<String, URI> parts;

    Readiness(HttpClient upstreamClient, GatewaySettings settings) {
        this.client = upstreamClient;
        this.parts = Map.of(
                "consent", settings.consentUrl().resolve("/actuator/health/readiness"),
                "newsletter", settings.newsletterUrl().resolve("/actuator/health/readiness"));
    }

    @Bean
    RouterFunction<ServerResponse> readinessRoute() {
        return ReadOnly.at("/health/ready", this::answer);
    }

    private ServerResponse answer(ServerRequest request) {
        var asked = new TreeMap<String, CompletableFuture<Boolean>>();
        parts.forEach((part, url) -> asked.put(part, isReady(url)));
        boolean ready = asked.values().stream().allMatch(CompletableFuture::join);
        var json = new StringBuilder("{\"ready\":").append(ready);
        asked.forEach(
                (part, answer) -> json.append(",\"").append(part).append("\":").append(answer.join()));
        return ServerResponse.status(ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON)
                .body(json.append('}').toString());
    }

    private CompletableFuture<Boolean> isReady(URI url) {
        HttpRequest request = HttpRequest.newBuilder(url).timeout(PATIENCE).build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .thenApply(response -> response.statusCode() == 200)
                .exceptionally(_ -> false);
    }
}
