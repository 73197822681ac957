package io.nachweis.rights.hold;

import io.nachweis.lifecycle.due.DueItems;
import io.nachweis.policy.Controllers;
import io.nachweis.rights.hold.HoldEvent.HoldLifted;
import io.nachweis.rights.hold.HoldEvent.HoldPlaced;
import io.nachweis.rights.hold.HoldEvent.HoldReviewed;
import java.time.Instant;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.springframework.stereotype.Component;

/** Knows when each legal hold has to be reviewed. Disposable: rebuilt by replaying the log. */
@Component
@ProcessingGroup("due")
class ReviewProjection {

    private final Controllers controllers;
    private final ReviewDates dates;
    private final DueItems items;

    ReviewProjection(Controllers controllers, ReviewDates dates, DueItems items) {
        this.controllers = controllers;
        this.dates = dates;
        this.items = items;
    }

    @EventHandler
    void on(HoldPlaced event) {
        expectNext(event.hold(), event.controller(), event.placedAt());
    }

    @EventHandler
    void on(HoldReviewed event) {
        expectNext(event.hold(), event.controller(), event.reviewedAt());
    }

    @EventHandler
    void on(HoldLifted event) {
        dates.remove(event.hold());
        items.remove(event.hold());
    }

    private void expectNext(UUID hold, String controller, Instant last) {
        controllers
                .find(controller)
                .map(policy -> Hold.reviewDue(last, policy).until())
                .ifPresent(due -> {
                    dates.put(hold, controller, due);
                    items.put(WarnOfOverdueReviews.item(hold, controller, due));
                });
    }

    @ResetHandler
    void forget() {
        dates.clear();
        items.clear();
    }
}
