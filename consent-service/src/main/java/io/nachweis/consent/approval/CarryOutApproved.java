package io.nachweis.consent.approval;

import io.nachweis.consent.approval.ApprovalEvent.ApprovalGranted;
import io.nachweis.starter.events.ParallelTasks;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/** Does from the log what was approved; after a crash, or when another service is away, again until it is done. */
@Component
@ProcessingGroup("approved")
class CarryOutApproved {

    private final Approvals approvals;
    private final ParallelTasks tasks;

    CarryOutApproved(Approvals approvals, ParallelTasks tasks) {
        this.approvals = approvals;
        this.tasks = tasks;
    }

    @EventHandler
    void on(ApprovalGranted event) {
        tasks.each(List.of(event.approval()), approval -> {
            approvals.carryOut(approval);
            return approval;
        });
    }
}
