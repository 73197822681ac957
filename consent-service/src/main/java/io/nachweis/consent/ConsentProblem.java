package io.nachweis.consent;

import io.nachweis.contracts.Problem;

/** Every way this service says no by itself. */
public enum ConsentProblem implements Problem {
    UNKNOWN_PURPOSE("unknown-purpose", 404, "The controller has no such purpose");

    private final String slug;
    private final int status;
    private final String title;

    ConsentProblem(String slug, int status, String title) {
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
