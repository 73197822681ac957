package io.nachweis.lifecycle.rules;

import io.micrometer.core.instrument.MeterRegistry;
import io.nachweis.evidence.EntryTypes;
import io.nachweis.policy.Controllers;
import io.nachweis.starter.PolicyVersions;
import io.nachweis.starter.events.ProjectionRebuild;
import java.util.concurrent.ScheduledExecutorService;
import org.axonframework.springboot.autoconfig.AxonAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Every service that keeps something knows by which rules. */
@AutoConfiguration(before = AxonAutoConfiguration.class)
@ConditionalOnProperty("nachweis.service")
@Import(AdoptedRules.class)
class RulesAutoConfiguration {

    @Bean
    EntryTypes retentionRuleTypes() {
        return EntryTypes.of(RetentionRulesAdopted.class);
    }

    @Bean
    RulesAtStart rulesAtStart(
            RetentionRules rules,
            Controllers controllers,
            @Qualifier("processorThreads") ScheduledExecutorService threads,
            MeterRegistry meters) {
        return new RulesAtStart(rules, controllers, threads, meters);
    }

    /** In every service but the one that publishes them, which has them in its own log. */
    @Bean
    @ConditionalOnExpression("'${nachweis.service}' != 'consent'")
    HearPublishedPolicies hearPublishedPolicies(PolicyVersions versions) {
        return new HearPublishedPolicies(versions);
    }

    @Bean
    RecomputeEnds recomputeEnds(ObjectProvider<ProjectionRebuild> rebuild) {
        return new RecomputeEnds(rebuild);
    }
}
