package io.nachweis.starter.subject;

import io.nachweis.evidence.EntryTypes;
import io.nachweis.evidence.Erasure;
import io.nachweis.personal.Handles;
import io.nachweis.personal.SubjectKeys;
import io.nachweis.policy.Controllers;
import io.nachweis.starter.NachweisSettings;
import io.nachweis.starter.OwnEntries;
import java.time.Clock;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.springboot.autoconfig.AxonAutoConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** What a service answers about a person, and how it forgets one. */
@AutoConfiguration(before = AxonAutoConfiguration.class)
@ConditionalOnProperty("nachweis.service")
@Import({PersonalDataController.class, OrderedErasure.class})
class SubjectAutoConfiguration {

    @Bean
    OwnPersonalData ownPersonalData(NachweisSettings settings, OwnEntries entries, Clock clock) {
        return new OwnPersonalData(settings.service(), entries, clock);
    }

    @Bean
    ErasureReports erasureReports(NachweisSettings settings) {
        return new ErasureReports(settings.service());
    }

    @Bean
    CarryOutOrders carryOutOrders(
            Controllers controllers,
            ObjectProvider<BeforeErasure> before,
            EntryTypes types,
            ObjectProvider<KeptCases> keptCases,
            OwnEntries entries,
            SubjectKeys keys,
            Erasure erasure,
            Handles handles,
            CommandGateway commands,
            Clock clock) {
        return new CarryOutOrders(
                controllers,
                before.stream().toList(),
                types,
                keptCases.stream().toList(),
                entries,
                keys,
                erasure,
                handles,
                commands,
                clock);
    }
}
