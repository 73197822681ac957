package io.nachweis.lead.retention;

import io.nachweis.lead.decision.DownloadEvent.DocumentFetched;
import io.nachweis.lead.decision.DownloadEvent.DownloadExpired;
import io.nachweis.lead.decision.DownloadEvent.DownloadRequested;
import io.nachweis.lead.decision.EnquiryEvent.EnquiryAnswered;
import io.nachweis.lead.decision.EnquiryEvent.EnquiryClosed;
import io.nachweis.lead.decision.EnquiryEvent.EnquiryExpired;
import io.nachweis.lead.decision.EnquiryEvent.EnquiryReceived;
import io.nachweis.lifecycle.due.DueItem;
import io.nachweis.lifecycle.due.DueItems;
import java.time.Instant;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.springframework.stereotype.Component;

/** Knows what is due and when. Disposable: rebuilt by replaying the log. */
@Component
@ProcessingGroup("due")
class DueProjection {

    static final String DOWNLOAD = "download";
    static final String ENQUIRY = "enquiry";

    private final DueItems items;

    DueProjection(DueItems items) {
        this.items = items;
    }

    @EventHandler
    void on(DownloadRequested event) {
        put(DOWNLOAD, event.controller(), event.download(), event.purgeAt());
    }

    @EventHandler
    void on(DocumentFetched event) {
        put(DOWNLOAD, event.controller(), event.download(), event.endsAt());
    }

    @EventHandler
    void on(DownloadExpired event) {
        items.remove(event.download());
    }

    @EventHandler
    void on(EnquiryReceived event) {
        put(ENQUIRY, event.controller(), event.enquiry(), event.endsAt());
    }

    @EventHandler
    void on(EnquiryAnswered event) {
        put(ENQUIRY, event.controller(), event.enquiry(), event.endsAt());
    }

    @EventHandler
    void on(EnquiryClosed event) {
        if (event.endsAt() != null) {
            put(ENQUIRY, event.controller(), event.enquiry(), event.endsAt());
        }
    }

    @EventHandler
    void on(EnquiryExpired event) {
        items.remove(event.enquiry());
    }

    private void put(String kind, String controller, UUID id, Instant at) {
        items.put(new DueItem(controller, kind, id, id, at));
    }

    @ResetHandler
    void forget() {
        items.clear();
    }
}
