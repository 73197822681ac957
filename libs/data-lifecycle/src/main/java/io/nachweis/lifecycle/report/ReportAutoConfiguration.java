package io.nachweis.lifecycle.report;

import com.mongodb.client.MongoDatabase;
import io.nachweis.evidence.EntryTypes;
import io.nachweis.policy.Controllers;
import io.nachweis.starter.DomainClock;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.springboot.autoconfig.AxonAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Every service that ends something reports it. */
@AutoConfiguration(before = AxonAutoConfiguration.class)
@ConditionalOnProperty("nachweis.service")
@Import(ReportedRetention.class)
class ReportAutoConfiguration {

    @Bean
    EntryTypes retentionReportTypes() {
        return EntryTypes.of(RetentionReported.class);
    }

    @Bean
    EndedCases endedCases(MongoDatabase database) {
        return new EndedCases(database);
    }

    @Bean
    EndedCasesProjection endedCasesProjection(Controllers controllers, EndedCases ended) {
        return new EndedCasesProjection(controllers, ended);
    }

    @Bean
    ConfigurerModule endedCasesProcessor() {
        return configurer -> configurer
                .eventProcessing()
                .registerPooledStreamingEventProcessorConfiguration(
                        EndedCasesProjection.GROUP, (_, processor) -> processor.initialSegmentCount(1));
    }

    @Bean
    RetentionReports retentionReports(EventStore log) {
        return new RetentionReports(log);
    }

    @Bean
    ReportEndedCases reportEndedCases(
            EndedCases ended,
            RetentionReports reports,
            Controllers controllers,
            CommandGateway commands,
            DomainClock clock) {
        return new ReportEndedCases(ended, reports, controllers, commands, clock);
    }
}
