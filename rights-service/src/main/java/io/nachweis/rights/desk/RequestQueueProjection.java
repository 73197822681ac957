package io.nachweis.rights.desk;

import io.nachweis.lifecycle.RetentionEnded;
import io.nachweis.rights.decision.Phase;
import io.nachweis.rights.decision.RightsEvent;
import io.nachweis.rights.decision.RightsEvent.ErasureOrdered;
import io.nachweis.rights.decision.RightsEvent.ErasureReported;
import io.nachweis.rights.decision.RightsEvent.IdentityProven;
import io.nachweis.rights.decision.RightsEvent.MailboxProven;
import io.nachweis.rights.decision.RightsEvent.PeriodExtended;
import io.nachweis.rights.decision.RightsEvent.RequestAnswered;
import io.nachweis.rights.decision.RightsEvent.RequestClosed;
import io.nachweis.rights.decision.RightsEvent.RequestLapsed;
import io.nachweis.rights.decision.RightsEvent.RequestReceived;
import io.nachweis.rights.decision.RightsEvent.RequestRefused;
import io.nachweis.rights.desk.RequestQueue.Line;
import java.util.Set;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.springframework.stereotype.Component;

/** Keeps the queue. Disposable: rebuilt by replaying the log. */
@Component
@ProcessingGroup("queue")
class RequestQueueProjection {

    private final RequestQueue queue;

    RequestQueueProjection(RequestQueue queue) {
        this.queue = queue;
    }

    @EventHandler
    void on(RequestReceived event) {
        queue.put(new Line(
                event.request(),
                event.controller(),
                event.kind(),
                event.intake(),
                Phase.RECEIVED,
                event.receipt(),
                event.receivedAt(),
                event.deadline().on(),
                event.deadline().until(),
                Set.of()));
    }

    @EventHandler
    void on(MailboxProven event) {
        queue.in(event.request(), Phase.PROVEN);
    }

    @EventHandler
    void on(IdentityProven event) {
        queue.in(event.request(), Phase.PROVEN);
    }

    @EventHandler
    void on(ErasureOrdered event) {
        queue.in(event.request(), Phase.ORDERED);
        queue.waitFor(event.request(), event.services());
    }

    @EventHandler
    void on(ErasureReported event) {
        queue.waitNoMoreFor(event.request(), event.service());
    }

    @EventHandler
    void on(RequestAnswered event) {
        queue.in(event.request(), Phase.ANSWERED);
    }

    @EventHandler
    void on(RequestRefused event) {
        queue.in(event.request(), Phase.REFUSED);
    }

    @EventHandler
    void on(PeriodExtended event) {
        queue.due(event.request(), event.deadline().on(), event.deadline().until());
    }

    /** It stays in the queue, where the desk can see it, until its time is over. */
    @EventHandler
    void on(RequestLapsed event) {
        queue.in(event.request(), Phase.LAPSED);
    }

    @EventHandler
    void on(RequestClosed event) {
        queue.in(event.request(), Phase.CLOSED);
    }

    @EventHandler
    void on(RetentionEnded event) {
        if (event.category().equals(RightsEvent.CATEGORY)) {
            queue.remove(UUID.fromString(event.caseId()));
        }
    }

    @ResetHandler
    void forget() {
        queue.clear();
    }
}
