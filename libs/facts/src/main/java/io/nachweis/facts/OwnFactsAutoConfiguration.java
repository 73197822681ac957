package io.nachweis.facts;

import io.nachweis.evidence.EvidenceLogEngine;
import io.nachweis.starter.NachweisSettings;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** Lets other services ask what this one has said. */
@AutoConfiguration
@ConditionalOnProperty("nachweis.service")
class OwnFactsAutoConfiguration {

    @Bean
    OwnFactsController ownFacts(NachweisSettings settings, List<Publication> publications, EvidenceLogEngine log) {
        return new OwnFactsController(new OwnFacts(settings.service(), new Publications(publications), log));
    }
}
