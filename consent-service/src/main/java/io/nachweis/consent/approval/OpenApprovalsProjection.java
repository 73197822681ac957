package io.nachweis.consent.approval;

import io.nachweis.consent.approval.ApprovalEvent.ApprovalCarriedOut;
import io.nachweis.consent.approval.ApprovalEvent.ApprovalGranted;
import io.nachweis.consent.approval.ApprovalEvent.ApprovalObjected;
import io.nachweis.consent.approval.ApprovalEvent.ApprovalOutdated;
import io.nachweis.consent.approval.ApprovalEvent.ApprovalRequested;
import io.nachweis.consent.approval.ApprovalEvent.ApprovalTakenBack;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.springframework.stereotype.Component;

/** Knows which approvals are open. Disposable: rebuilt by replaying the log. */
@Component
@ProcessingGroup("approvals")
class OpenApprovalsProjection {

    private final OpenApprovals open;

    OpenApprovalsProjection(OpenApprovals open) {
        this.open = open;
    }

    @EventHandler
    void on(ApprovalEvent event) {
        switch (event) {
            case ApprovalRequested requested -> open.put(requested.approval(), requested.controller());
            case ApprovalGranted _, ApprovalObjected _, ApprovalTakenBack _, ApprovalCarriedOut _, ApprovalOutdated _ ->
                open.remove(event.approval());
        }
    }

    @ResetHandler
    void forget() {
        open.clear();
    }
}
