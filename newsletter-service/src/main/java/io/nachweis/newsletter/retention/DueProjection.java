package io.nachweis.newsletter.retention;

import io.nachweis.lifecycle.due.DueItem;
import io.nachweis.lifecycle.due.DueItems;
import io.nachweis.newsletter.decision.SubscriptionEvent;
import io.nachweis.newsletter.decision.SubscriptionEvent.ConfirmationRenewed;
import io.nachweis.newsletter.decision.SubscriptionEvent.SignUpExpired;
import io.nachweis.newsletter.decision.SubscriptionEvent.SubscriptionConfirmed;
import io.nachweis.newsletter.decision.SubscriptionEvent.SubscriptionDenied;
import io.nachweis.newsletter.decision.SubscriptionEvent.SubscriptionRequested;
import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.springframework.stereotype.Component;

/** Knows what is due and when. Disposable: rebuilt by replaying the log. */
@Component
@ProcessingGroup("due")
class DueProjection {

    static final String SIGN_UP = "sign-up";

    private final DueItems items;

    DueProjection(DueItems items) {
        this.items = items;
    }

    @EventHandler
    void on(SubscriptionRequested event) {
        put(event, event.controller(), event.purgeAt());
    }

    @EventHandler
    void on(ConfirmationRenewed event) {
        put(event, event.controller(), event.purgeAt());
    }

    @EventHandler
    void on(SubscriptionConfirmed event) {
        items.remove(event.signUp());
    }

    @EventHandler
    void on(SubscriptionDenied event) {
        items.remove(event.signUp());
    }

    @EventHandler
    void on(SignUpExpired event) {
        items.remove(event.signUp());
    }

    private void put(SubscriptionEvent event, String controller, Instant purgeAt) {
        items.put(new DueItem(controller, SIGN_UP, event.subscription(), event.signUp(), purgeAt));
    }

    @ResetHandler
    void forget() {
        items.clear();
    }
}
