package io.nachweis.lead.retention;

import io.nachweis.lead.decision.DownloadEvent.DocumentFetched;
import io.nachweis.lead.decision.DownloadEvent.DownloadExpired;
import io.nachweis.lead.decision.DownloadEvent.DownloadRequested;
import io.nachweis.lifecycle.due.DueItem;
import io.nachweis.lifecycle.due.DueItems;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.springframework.stereotype.Component;

/** Knows which documents nobody has fetched, and until when. Disposable: rebuilt by replaying the log. */
@Component
@ProcessingGroup("due")
class DueProjection {

    static final String DOWNLOAD = "download";

    private final DueItems items;

    DueProjection(DueItems items) {
        this.items = items;
    }

    @EventHandler
    void on(DownloadRequested event) {
        items.put(new DueItem(event.controller(), DOWNLOAD, event.download(), event.download(), event.purgeAt()));
    }

    @EventHandler
    void on(DocumentFetched event) {
        items.remove(event.download());
    }

    @EventHandler
    void on(DownloadExpired event) {
        items.remove(event.download());
    }

    @ResetHandler
    void forget() {
        items.clear();
    }
}
