package io.nachweis.rights.desk;

import io.nachweis.contracts.Problem;

/** What the desk is refused. */
enum DeskProblem implements Problem {
    DECISION_NOT_POSSIBLE(409, "The request has come too far for this decision");

    private final int status;
    private final String title;

    DeskProblem(int status, String title) {
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
