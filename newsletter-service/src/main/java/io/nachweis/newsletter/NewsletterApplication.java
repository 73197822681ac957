package io.nachweis.newsletter;

import io.nachweis.evidence.EntryTypes;
import io.nachweis.forms.StoredForm;
import io.nachweis.lifecycle.RetentionTriggers;
import io.nachweis.newsletter.audience.AudienceExported;
import io.nachweis.newsletter.decision.SubscriptionEvent;
import io.nachweis.policy.FormKind;
import io.nachweis.policy.Retention.Trigger;
import io.nachweis.starter.NachweisService;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class NewsletterApplication {

    public static void main(String[] args) {
        NachweisService.run(NewsletterApplication.class, "newsletter", args);
    }

    @Bean
    EntryTypes entryTypes() {
        return EntryTypes.of(SubscriptionEvent.class, AudienceExported.class);
    }

    @Bean
    StoredForm storedSignUps() {
        return StoredForm.of(FormKind.NEWSLETTER, SubscriptionEvent.CATEGORY, "email")
                .and(SubscriptionEvent.NEWSLETTER_DATA, "company", "role");
    }

    @Bean
    RetentionTriggers whatEndsEvidence() {
        return RetentionTriggers.of(SubscriptionEvent.CATEGORY, Trigger.WITHDRAWAL);
    }

    @Bean
    RetentionTriggers whatEndsNewsletterData() {
        return RetentionTriggers.of(SubscriptionEvent.NEWSLETTER_DATA, Trigger.WITHDRAWAL);
    }
}
