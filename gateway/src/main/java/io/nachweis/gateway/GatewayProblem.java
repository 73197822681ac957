package io.nachweis.gateway;

import io.nachweis.contracts.Problem;

/** What only the gateway refuses. */
enum GatewayProblem implements Problem {
    ORIGIN_NOT_ALLOWED("origin-not-allowed", 403, "The controller does not name this website as one of its own"),
    PREFLIGHT_REFUSED("preflight-refused", 403, "No call takes the method or the headers that a page wants to use");

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
