package io.nachweis.starter.idempotency;

import io.nachweis.contracts.Problem;

/** How an {@code Idempotency-Key} can be wrong. */
enum IdempotencyProblem implements Problem {
    IDEMPOTENCY_KEY_INVALID(400, "The idempotency key is not well-formed"),
    IDEMPOTENCY_KEY_IN_PROGRESS(409, "The first request with this idempotency key is not done yet"),
    IDEMPOTENCY_KEY_REUSED(422, "This idempotency key came with another request");

    private final int status;
    private final String title;

    IdempotencyProblem(int status, String title) {
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
