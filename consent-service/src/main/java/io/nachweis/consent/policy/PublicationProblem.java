package io.nachweis.consent.policy;

import io.nachweis.contracts.Problem;

/** The refusals to who wants to have a policy published. */
enum PublicationProblem implements Problem {
    OTHER_POLICY_FILE(409, "The policy's file is another one, or is in force already");

    private final int status;
    private final String title;

    PublicationProblem(int status, String title) {
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
