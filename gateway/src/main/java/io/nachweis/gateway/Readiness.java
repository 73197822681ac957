package io.nachweis.gateway;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Asks every part whether it is ready; the platform is when all are, and a request gets through to them. */
@Configuration(proxyBeanMethods = false)
class Readiness {

    private final RestClient services;
    private final FirstRequest first;
    private final Map<String, URI> parts;

    Readiness(RestClient services, FirstRequest first, GatewaySettings settings) {
        this.services = services;
        this.first = first;
        this.parts = Map.of(
                "consent", settings.consentUrl().resolve("/readyz"),
                "lead", settings.leadUrl().resolve("/readyz"),
                "newsletter", settings.newsletterUrl().resolve("/readyz"),
                "rights", settings.rightsUrl().resolve("/readyz"));
    }

    @Bean
    RouterFunction<ServerResponse> readinessRoute() {
        return ReadOnly.at("/health/ready", this::answer);
    }

    private ServerResponse answer(ServerRequest request) {
        var asked = new TreeMap<String, CompletableFuture<Boolean>>();
        parts.forEach((part, url) ->
                asked.put(part, CompletableFuture.supplyAsync(() -> isReady(url), Thread::startVirtualThread)));
        boolean ready = first.isAnswered(asked.values().stream().allMatch(CompletableFuture::join));
        var json = new StringBuilder("{\"ready\":").append(ready);
        asked.forEach(
                (part, answer) -> json.append(",\"").append(part).append("\":").append(answer.join()));
        return ServerResponse.status(ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON)
                .body(json.append('}').toString());
    }

    private boolean isReady(URI url) {
        try {
            return Boolean.TRUE.equals(
                    services.get().uri(url).exchange((_, answer) -> answer.getStatusCode() == HttpStatus.OK));
        } catch (ResourceAccessException _) {
            return false;
        }
    }
}
