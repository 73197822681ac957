package io.nachweis.lead.retention;

import io.nachweis.event.SubjectId;
import io.nachweis.evidence.Erasure;
import io.nachweis.lead.decision.DownloadEvent;
import io.nachweis.lead.decision.DownloadEvent.ConsentsHandedOver;
import io.nachweis.lead.decision.DownloadEvent.ConsentsTicked;
import io.nachweis.lead.decision.DownloadEvent.DownloadExpired;
import io.nachweis.lead.decision.EnquiryEvent;
import io.nachweis.lead.decision.EnquiryEvent.EnquiryExpired;
import io.nachweis.lead.link.Downloads;
import io.nachweis.mail.MailAttempts;
import io.nachweis.personal.KeyScope;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/** Erases the person of what has ended; that there was something stays. */
@Component
@ProcessingGroup("forget")
class ForgetWhatEnded {

    private final Erasure erasure;
    private final Downloads downloads;
    private final MailAttempts attempts;

    ForgetWhatEnded(Erasure erasure, Downloads downloads, MailAttempts attempts) {
        this.erasure = erasure;
        this.downloads = downloads;
        this.attempts = attempts;
    }

    /** What only the other side needs is kept by the other side only. */
    @EventHandler
    void on(ConsentsHandedOver event) {
        erase(event.subject(), DownloadEvent.CONSENTS, event.handOver());
    }

    @EventHandler
    void on(DownloadExpired event) {
        attempts.forget(event.download());
        downloads
                .history(event.download())
                .filter(ConsentsTicked.class::isInstance)
                .map(ConsentsTicked.class::cast)
                .forEach(ticked -> erase(ticked.subject(), DownloadEvent.CONSENTS, ticked.handOver()));
        erase(event.subject(), DownloadEvent.CATEGORY, event.download());
    }

    @EventHandler
    void on(EnquiryExpired event) {
        attempts.forget(event.enquiry());
        erase(event.subject(), EnquiryEvent.CATEGORY, event.enquiry());
    }

    /** Keys go last: without them we would not know any more who it was, and could not go on after a crash. */
    private void erase(SubjectId subject, String category, UUID of) {
        if (!subject.isErased()) {
            erasure.begin(new KeyScope(subject, category, of.toString()));
        }
    }
}
