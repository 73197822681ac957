package io.nachweis.rights.hold;

import io.nachweis.contracts.Problem;

/** What is refused about legal holds. */
enum HoldProblem implements Problem {
    HOLD_LIFTED(409, "The legal hold was lifted");

    private final int status;
    private final String title;

    HoldProblem(int status, String title) {
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
