package io.nachweis.gateway;

import io.nachweis.contracts.Problem;

/** What only the gateway refuses. */
enum GatewayProblem implements Problem {
    ORIGIN_NOT_ALLOWED(403, "The controller does not name this website as one of its own"),
    PREFLIGHT_REFUSED(403, "No call takes the method or the headers that a page wants to use"),
    REQUEST_TIMEOUT(408, "The request took too long to arrive");

    private final int status;
    private final String title;

    GatewayProblem(int status, String title) {
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
