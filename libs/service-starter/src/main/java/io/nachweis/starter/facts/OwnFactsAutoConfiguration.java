package io.nachweis.starter.facts;

import io.nachweis.evidence.SubjectEntries;
import io.nachweis.starter.NachweisSettings;
import io.nachweis.starter.Publication;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** Lets other services ask a service that has a {@link Publication} what it has said. */
@AutoConfiguration
@ConditionalOnProperty("nachweis.service")
class OwnFactsAutoConfiguration {

    @Bean
    @ConditionalOnBean(Publication.class)
    OwnFactsController ownFacts(
            NachweisSettings settings, Publication publication, EventStorageEngine log, SubjectEntries entries) {
        return new OwnFactsController(new OwnFacts(settings.service(), publication, log, entries));
    }
}
