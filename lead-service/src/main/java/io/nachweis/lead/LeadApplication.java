package io.nachweis.lead;

import io.nachweis.evidence.EntryTypes;
import io.nachweis.forms.StoredForm;
import io.nachweis.lead.decision.DownloadEvent;
import io.nachweis.lead.decision.EnquiryEvent;
import io.nachweis.lead.decision.RelationshipEvent;
import io.nachweis.lifecycle.RetentionTriggers;
import io.nachweis.policy.FormKind;
import io.nachweis.policy.Retention.Trigger;
import io.nachweis.starter.NachweisService;
import java.util.Set;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class LeadApplication {

    public static void main(String[] args) {
        NachweisService.run(LeadApplication.class, "lead", args);
    }

    @Bean
    EntryTypes entryTypes() {
        return EntryTypes.of(DownloadEvent.class, EnquiryEvent.class, RelationshipEvent.class);
    }

    @Bean
    StoredForm storedDownloads() {
        return StoredForm.of(FormKind.DOWNLOAD, DownloadEvent.CATEGORY, "email", "name", "company");
    }

    @Bean
    StoredForm storedEnquiries() {
        return StoredForm.whole(FormKind.ENQUIRY, EnquiryEvent.CATEGORY);
    }

    @Bean
    RetentionTriggers whatEndsLeads() {
        return RetentionTriggers.of(DownloadEvent.CATEGORY, Trigger.DOWNLOAD);
    }

    @Bean
    RetentionTriggers whatEndsEnquiries() {
        return new RetentionTriggers(EnquiryEvent.CATEGORY, Set.of(Trigger.LAST_CONTACT), Set.of(Trigger.CLOSING));
    }

    @Bean
    RetentionTriggers whatEndsContacts() {
        return RetentionTriggers.of(RelationshipEvent.CATEGORY, Trigger.END_OF_RELATIONSHIP, Trigger.REVOCATION);
    }
}
