package io.nachweis.consent.source;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.nachweis.consent.ledger.Ledger;
import io.nachweis.facts.FactsPutAside;
import io.nachweis.starter.client.ServiceClients;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SourcesConfiguration {

    @Bean
    Sources sources(
            SourceSettings settings,
            ServiceClients clients,
            Ledger ledger,
            SourceOffsets offsets,
            FactsPutAside putAside,
            Clock clock,
            MeterRegistry meters) {
        List<FactSourceFollower> followers = settings.sources().stream()
                .sorted()
                .map(service -> new FactSourceFollower(clients.to(service, "facts"), ledger, offsets, putAside, clock))
                .toList();
        followers.forEach(each -> Gauge.builder("nachweis.source.behind", each, FactSourceFollower::secondsBehind)
                .description("Since when what a service says is not certain to be in the ledger")
                .baseUnit("seconds")
                .tag("source", each.source())
                .strongReference(true)
                .register(meters));
        return new Sources(followers);
    }
}
