package io.nachweis.starter.events;

import io.nachweis.contracts.Problem;

/** How an operator's order is refused. */
enum OperationsProblem implements Problem {
    STILL_FAILING(409, "The event was tried again and cannot be handled");

    private final int status;
    private final String title;

    OperationsProblem(int status, String title) {
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
