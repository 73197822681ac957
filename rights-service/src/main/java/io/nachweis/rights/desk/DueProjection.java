package io.nachweis.rights.desk;

import io.nachweis.lifecycle.due.DueItem;
import io.nachweis.lifecycle.due.DueItems;
import io.nachweis.rights.decision.Intake;
import io.nachweis.rights.decision.RequestKind;
import io.nachweis.rights.decision.RightsEvent.IdentityProven;
import io.nachweis.rights.decision.RightsEvent.MailboxProven;
import io.nachweis.rights.decision.RightsEvent.PeriodExtended;
import io.nachweis.rights.decision.RightsEvent.RequestAnswered;
import io.nachweis.rights.decision.RightsEvent.RequestClosed;
import io.nachweis.rights.decision.RightsEvent.RequestLapsed;
import io.nachweis.rights.decision.RightsEvent.RequestReceived;
import io.nachweis.rights.decision.RightsEvent.RequestRefused;
import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.springframework.stereotype.Component;

/** Knows until when a request by the form can be proven, and until when the desk sees that nobody did. Disposable. */
@Component
@ProcessingGroup("due")
class DueProjection {

    static final String UNPROVEN = "unproven";
    static final String LAPSED = "lapsed";

    private final DueItems items;

    DueProjection(DueItems items) {
        this.items = items;
    }

    @EventHandler
    void on(RequestReceived event) {
        if (event.intake() == Intake.FORM && event.kind() != RequestKind.WITHDRAWAL) {
            items.put(new DueItem(
                    event.controller(),
                    UNPROVEN,
                    event.request(),
                    event.request(),
                    event.deadline().until()));
        }
    }

    @EventHandler
    void on(PeriodExtended event) {
        items.move(event.request(), event.deadline().until());
    }

    @EventHandler
    void on(MailboxProven event) {
        items.remove(event.request());
    }

    @EventHandler
    void on(IdentityProven event) {
        items.remove(event.request());
    }

    @EventHandler
    void on(RequestLapsed event) {
        Instant seen = event.lapsedAt().plus(CloseWhatNobodyProved.SEEN);
        items.put(new DueItem(event.controller(), LAPSED, event.request(), event.request(), seen));
    }

    @EventHandler
    void on(RequestAnswered event) {
        items.remove(event.request());
    }

    @EventHandler
    void on(RequestRefused event) {
        items.remove(event.request());
    }

    @EventHandler
    void on(RequestClosed event) {
        items.remove(event.request());
    }

    @ResetHandler
    void forget() {
        items.clear();
    }
}
