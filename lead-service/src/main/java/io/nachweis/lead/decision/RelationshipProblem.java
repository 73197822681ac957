package io.nachweis.lead.decision;

import io.nachweis.contracts.Problem;

/** The refusals of business relationships. */
public enum RelationshipProblem implements Problem {
    RELATIONSHIP_OF_ANOTHER(409, "The relationship is with another person");

    private final int status;
    private final String title;

    RelationshipProblem(int status, String title) {
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
