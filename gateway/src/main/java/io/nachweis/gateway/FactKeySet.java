package io.nachweis.gateway;

import io.nachweis.contracts.ServiceKeyFolder;
import io.nachweis.contracts.ServiceKeys;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/** The JSON Web Key Set (RFC 7517) that applications verify facts with. */
@Configuration(proxyBeanMethods = false)
class FactKeySet {

    private static final MediaType JWK_SET = MediaType.valueOf("application/jwk-set+json");
    private static final CacheControl FOR_MINUTES =
            CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic();

    @Bean
    RouterFunction<ServerResponse> factKeySetRoute(GatewaySettings settings) {
        var keys = ServiceKeyFolder.ofFacts(settings.secretsFolder());
        return ReadOnly.at(
                "/.well-known/jwks.json",
                _ -> ServerResponse.ok()
                        .contentType(JWK_SET)
                        .cacheControl(FOR_MINUTES)
                        .body(ServiceKeys.toJwks(keys.all())));
    }
}
