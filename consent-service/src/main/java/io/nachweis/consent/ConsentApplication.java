package io.nachweis.consent;

import io.nachweis.consent.approval.ApprovalEvent;
import io.nachweis.consent.decision.ConsentEvent;
import io.nachweis.consent.policy.PolicyPublished;
import io.nachweis.consent.systems.SystemEvent;
import io.nachweis.evidence.EntryTypes;
import io.nachweis.lifecycle.RetentionTriggers;
import io.nachweis.policy.Retention.Trigger;
import io.nachweis.starter.NachweisService;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
@ConfigurationPropertiesScan
public class ConsentApplication {

    public static void main(String[] args) {
        NachweisService.run(ConsentApplication.class, "consent", args);
    }

    @Bean
    EntryTypes entryTypes() {
        return EntryTypes.of(ConsentEvent.class, SystemEvent.class, ApprovalEvent.class, PolicyPublished.class);
    }

    @Bean
    RetentionTriggers whatEndsEvidence() {
        return RetentionTriggers.of(ConsentEvent.CATEGORY, Trigger.WITHDRAWAL);
    }
}
