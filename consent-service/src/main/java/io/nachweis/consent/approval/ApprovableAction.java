package io.nachweis.consent.approval;

import io.nachweis.consent.approval.ApprovalEvent.ApprovalRequested;
import io.nachweis.policy.ControllerPolicy.TwoPersonAction;

/** What can be done once a second person has approved it. An outage is a failure that passes by itself. */
public interface ApprovableAction {

    TwoPersonAction action();

    /** Whether exactly what was asked for can be done now, or is done already. */
    boolean isCurrent(ApprovalRequested request);

    /**
     * Does exactly what was asked for, and nothing where that has changed meanwhile; whether it is done. It MUST have the same
     * effect once or several times, because after a crash it is said again.
     */
    boolean carryOut(ApprovalRequested request);
}
