package io.nachweis.consent.approval;

import io.nachweis.contracts.Problem;

/** What is refused about approvals. */
enum ApprovalProblem implements Problem {
    OWN_REQUEST(403, "Who asked for it cannot approve it"),
    OFFICER_CANNOT_APPROVE(403, "The data protection officer can object and not approve"),
    UNKNOWN_APPROVAL(404, "There is no such approval"),
    APPROVAL_DECIDED(409, "It has been decided already"),
    APPROVAL_EXPIRED(409, "The time in which it could be approved is over"),
    APPROVAL_OUTDATED(409, "What was asked for has changed since");

    private final int status;
    private final String title;

    ApprovalProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
