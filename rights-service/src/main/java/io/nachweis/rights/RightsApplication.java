package io.nachweis.rights;

import io.nachweis.evidence.EntryTypes;
import io.nachweis.forms.StoredForm;
import io.nachweis.lifecycle.RetentionTriggers;
import io.nachweis.policy.FormKind;
import io.nachweis.policy.Retention.Trigger;
import io.nachweis.rights.decision.RightsEvent;
import io.nachweis.rights.hold.HoldEvent;
import io.nachweis.starter.NachweisService;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class RightsApplication {

    public static void main(String[] args) {
        NachweisService.run(RightsApplication.class, "rights", args);
    }

    @Bean
    EntryTypes entryTypes() {
        return EntryTypes.of(RightsEvent.class, HoldEvent.class);
    }

    @Bean
    StoredForm storedRequests() {
        return StoredForm.of(FormKind.RIGHTS, RightsEvent.CATEGORY, "email");
    }

    @Bean
    RetentionTriggers whatEndsRequests() {
        return RetentionTriggers.of(RightsEvent.CATEGORY, Trigger.LAST_LETTER, Trigger.NEVER_PROVEN);
    }
}
