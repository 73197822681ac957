package io.nachweis.lead.retention;

import io.nachweis.event.SubjectId;
import io.nachweis.evidence.Erasure;
import io.nachweis.lead.decision.DownloadEvent;
import io.nachweis.lead.decision.DownloadEvent.ConsentsHandedOver;
import io.nachweis.lead.decision.DownloadEvent.ConsentsTicked;
import io.nachweis.lead.decision.DownloadEvent.DownloadExpired;
import io.nachweis.lead.decision.EnquiryEvent;
import io.nachweis.lead.decision.RelationshipEvent;
import io.nachweis.lead.link.Downloads;
import io.nachweis.lead.link.Relationships;
import io.nachweis.lifecycle.RetentionEnded;
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
    private final Relationships relationships;
    private final MailAttempts attempts;

    ForgetWhatEnded(Erasure erasure, Downloads downloads, Relationships relationships, MailAttempts attempts) {
        this.erasure = erasure;
        this.downloads = downloads;
        this.relationships = relationships;
        this.attempts = attempts;
    }

    /** What only the other side needs is kept by the other side only. */
    @EventHandler
    void on(ConsentsHandedOver event) {
        erase(event.subject(), DownloadEvent.CONSENTS, event.handOver());
    }

    @EventHandler
    void on(DownloadExpired event) {
        forgetBeside(event.download());
        erase(event.subject(), DownloadEvent.CATEGORY, event.download());
    }

    /** What was kept by the category itself ends by itself. */
    @EventHandler
    void on(RetentionEnded event) {
        switch (event.category()) {
            case DownloadEvent.CATEGORY -> forgetBeside(UUID.fromString(event.caseId()));
            case EnquiryEvent.CATEGORY -> attempts.forget(UUID.fromString(event.caseId()));
            case RelationshipEvent.CATEGORY -> relationships.forget(UUID.fromString(event.caseId()));
            default -> {}
        }
    }

    private void forgetBeside(UUID download) {
        attempts.forget(download);
        downloads
                .history(download)
                .filter(ConsentsTicked.class::isInstance)
                .map(ConsentsTicked.class::cast)
                .forEach(ticked -> erase(ticked.subject(), DownloadEvent.CONSENTS, ticked.handOver()));
    }

    /** Keys go last: without them we would not know any more who it was, and could not go on after a crash. */
    private void erase(SubjectId subject, String category, UUID of) {
        if (!subject.isErased()) {
            erasure.begin(new KeyScope(subject, category, of.toString()));
        }
    }
}
