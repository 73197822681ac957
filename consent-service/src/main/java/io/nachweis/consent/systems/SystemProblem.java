package io.nachweis.consent.systems;

import io.nachweis.contracts.Problem;

/** The refusals to who attests. */
enum SystemProblem implements Problem {
    UNKNOWN_SYSTEM(404, "The controller registers no such system or measure");

    private final int status;
    private final String title;

    SystemProblem(int status, String title) {
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
