package io.nachweis.lead.desk;

import io.nachweis.lead.decision.EnquiryEvent;
import io.nachweis.lead.decision.EnquiryEvent.EnquiryClosed;
import io.nachweis.lead.decision.EnquiryEvent.EnquiryExpired;
import io.nachweis.lead.decision.EnquiryEvent.EnquiryReceived;
import io.nachweis.lead.desk.EnquiryQueue.Item;
import io.nachweis.lifecycle.RetentionEnded;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.TrackingToken;
import org.springframework.stereotype.Component;

/** Knows what waits for the desk. Disposable: rebuilt by replaying the log. */
@Component
@ProcessingGroup("enquiry-queue")
class EnquiryQueueProjection {

    private final EnquiryQueue queue;

    EnquiryQueueProjection(EnquiryQueue queue) {
        this.queue = queue;
    }

    @EventHandler
    void on(EnquiryReceived event, TrackingToken token) {
        queue.put(event.controller(), new Item(event.enquiry(), token.position().orElseThrow()));
    }

    @EventHandler
    void on(EnquiryClosed event) {
        queue.close(event.enquiry());
    }

    @EventHandler
    void on(EnquiryExpired event) {
        queue.remove(event.enquiry());
    }

    @EventHandler
    void on(RetentionEnded event) {
        if (event.category().equals(EnquiryEvent.CATEGORY)) {
            queue.remove(UUID.fromString(event.caseId()));
        }
    }

    @ResetHandler
    void clear() {
        queue.clear();
    }
}
