package io.nachweis.gateway;

import io.nachweis.contracts.Problem;

/** What only the gateway refuses. */
enum GatewayProblem implements Problem {
    MALFORMED_REQUEST(
            "malformed-request", 400, "The request is not proper HTTP, or its address is not written plainly"),
    ORIGIN_NOT_ALLOWED("origin-not-allowed", 403, "The controller does not name this website as one of its own");

    private final String slug;
    private final int status;
    private final String title;

    GatewayProblem(String slug, int status, String title) {
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
