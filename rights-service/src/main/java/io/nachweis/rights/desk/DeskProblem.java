package io.nachweis.rights.desk;

import io.nachweis.contracts.Problem;

/** What the desk is refused. */
enum DeskProblem implements Problem {
    DECISION_NOT_POSSIBLE("decision-not-possible", 409, "The request has come too far for this decision");

    private final String slug;
    private final int status;
    private final String title;

    DeskProblem(String slug, int status, String title) {
        this.slug = slug;
        this.status = status;
        this.title = title;
    }

    @Override
    public String slug() {
        return slug;
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
