package io.nachweis.starter.client;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.nachweis.contracts.ServiceKeyFolder;
import io.nachweis.contracts.SigningKey;
import io.nachweis.mtls.MutualTls;
import io.nachweis.starter.NachweisSettings;
import io.nachweis.starter.Secrets;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;

/** How a service calls its siblings, and is known to them. */
@AutoConfiguration
@ConditionalOnProperty("nachweis.service")
class ClientAutoConfiguration {

    @Bean
    ServiceSignature serviceSignature(NachweisSettings settings, Secrets secrets) {
        var published = ServiceKeyFolder.ofCalls(settings.secrets());
        byte[] seed = secrets.key(settings.service() + "-calls");
        return new ServiceSignature(
                SigningKey.of("/" + settings.service(), seed).in(published), published, Clock.systemUTC());
    }

    @Bean
    ServiceClients serviceClients(
            NachweisSettings settings,
            ServiceSignature signature,
            CircuitBreakerRegistry breakers,
            BulkheadRegistry bulkheads,
            TimeLimiterRegistry limiters,
            ObservationRegistry observations,
            SslBundles bundles) {
        var clients = new ServiceClients(
                settings.service(), settings.services(), signature, breakers, bulkheads, limiters, observations);
        MutualTls.provide(bundles, clients::use);
        return clients;
    }
}
