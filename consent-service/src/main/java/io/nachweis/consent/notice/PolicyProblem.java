package io.nachweis.consent.notice;

import io.nachweis.contracts.Problem;

/** The refusals to who reads a policy. */
enum PolicyProblem implements Problem {
    UNKNOWN_POLICY_VERSION(404, "The controller's policy is not there in this version");

    private final int status;
    private final String title;

    PolicyProblem(int status, String title) {
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
