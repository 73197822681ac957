package io.nachweis.starter.events;

import io.nachweis.contracts.Problem;

/** How an operator's order is refused. */
enum OperationsProblem implements Problem {
    STILL_FAILING("still-failing", 409, "The event was tried again and cannot be handled");

    private final String slug;
    private final int status;
    private final String title;

    OperationsProblem(String slug, int status, String title) {
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
