package io.nachweis.lead;

import io.nachweis.evidence.EntryTypes;
import io.nachweis.lead.decision.DownloadEvent;
import io.nachweis.lead.decision.EnquiryEvent;
import io.nachweis.starter.NachweisService;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class LeadApplication {

    public static void main(String[] args) {
        NachweisService.run(LeadApplication.class, "lead", args);
    }

    @Bean
    EntryTypes entryTypes() {
        return EntryTypes.of(DownloadEvent.class, EnquiryEvent.class);
    }
}
