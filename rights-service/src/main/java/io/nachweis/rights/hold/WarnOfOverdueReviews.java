package io.nachweis.rights.hold;

import io.nachweis.lifecycle.due.DueHandler;
import io.nachweis.lifecycle.due.DueItem;
import io.nachweis.lifecycle.due.DueItems;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import io.nachweis.policy.LegalClock;
import io.nachweis.policy.LegalClock.Due;
import java.time.Instant;
import java.time.Period;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Logs once a day, by one of all instances, that nobody has reviewed a legal hold in time. */
@Component
class WarnOfOverdueReviews implements DueHandler {

    private static final Logger log = LoggerFactory.getLogger(WarnOfOverdueReviews.class);

    private static final String KIND = "review";
    private static final Period AGAIN = Period.ofDays(1);

    private final Holds holds;
    private final Controllers controllers;
    private final DueItems items;

    WarnOfOverdueReviews(Holds holds, Controllers controllers, DueItems items) {
        this.holds = holds;
        this.controllers = controllers;
        this.items = items;
    }

    static DueItem item(UUID hold, String controller, Instant at) {
        return new DueItem(controller, KIND, hold, hold, at);
    }

    /** Whether it is due is asked of the log; one that was lifted is let go. */
    @Override
    public Outcome handle(DueItem item, Instant now) {
        if (!item.kind().equals(KIND)) {
            return Outcome.NOT_MINE;
        }
        holds.find(item.stream())
                .filter(Hold::isInForce)
                .ifPresent(hold -> controllers.find(item.controller()).ifPresent(policy -> look(hold, policy, now)));
        return Outcome.DONE;
    }

    private void look(Hold hold, ControllerPolicy policy, Instant now) {
        UUID id = hold.placed().hold();
        Due due = hold.reviewDue(policy);
        if (due.until().isAfter(now)) {
            items.put(item(id, policy.id(), due.until()));
            return;
        }
        items.put(item(id, policy.id(), LegalClock.of(policy).after(now, AGAIN)));
        log.warn("{}: nobody has reviewed the legal hold {} in time, which was due on {}", policy.id(), id, due.on());
    }
}
