package io.nachweis.lead.retention;

import io.nachweis.lead.decision.DownloadEvent.DocumentFetched;
import io.nachweis.lead.decision.DownloadEvent.DownloadExpired;
import io.nachweis.lead.decision.DownloadEvent.DownloadRequested;
import io.nachweis.lead.decision.EnquiryEvent.EnquiryAnswered;
import io.nachweis.lead.decision.EnquiryEvent.EnquiryExpired;
import io.nachweis.lead.decision.EnquiryEvent.EnquiryReceived;
import io.nachweis.lead.retention.DueItems.DueItem;
import io.nachweis.lead.retention.DueItems.What;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.springframework.stereotype.Component;

/** Knows what is due and when. Disposable: rebuilt by replaying the log. */
@Component
@ProcessingGroup("due")
class DueProjection {

    private final DueItems items;

    DueProjection(DueItems items) {
        this.items = items;
    }

    @EventHandler
    void on(DownloadRequested event) {
        items.put(new DueItem(What.DOWNLOAD, event.download(), event.purgeAt()));
    }

    @EventHandler
    void on(DocumentFetched event) {
        items.put(new DueItem(What.DOWNLOAD, event.download(), event.endsAt()));
    }

    @EventHandler
    void on(DownloadExpired event) {
        items.remove(event.download());
    }

    @EventHandler
    void on(EnquiryReceived event) {
        items.put(new DueItem(What.ENQUIRY, event.enquiry(), event.endsAt()));
    }

    @EventHandler
    void on(EnquiryAnswered event) {
        items.put(new DueItem(What.ENQUIRY, event.enquiry(), event.endsAt()));
    }

    @EventHandler
    void on(EnquiryExpired event) {
        items.remove(event.enquiry());
    }

    @ResetHandler
    void forget() {
        items.clear();
    }
}
