package io.nachweis.newsletter.expiry;

import io.nachweis.newsletter.decision.SubscriptionEvent.ConfirmationRenewed;
import io.nachweis.newsletter.decision.SubscriptionEvent.SignUpExpired;
import io.nachweis.newsletter.decision.SubscriptionEvent.SubscriptionConfirmed;
import io.nachweis.newsletter.decision.SubscriptionEvent.SubscriptionDenied;
import io.nachweis.newsletter.decision.SubscriptionEvent.SubscriptionRequested;
import io.nachweis.newsletter.expiry.DueItems.DueItem;
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
    void on(SubscriptionRequested event) {
        items.put(new DueItem(event.subscription(), event.signUp(), event.purgeAt()));
    }

    @EventHandler
    void on(ConfirmationRenewed event) {
        items.put(new DueItem(event.subscription(), event.signUp(), event.purgeAt()));
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

    @ResetHandler
    void forget() {
        items.clear();
    }
}
