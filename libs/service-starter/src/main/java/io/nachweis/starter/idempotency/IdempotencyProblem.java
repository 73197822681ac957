package io.nachweis.starter.idempotency;

import io.nachweis.contracts.Problem;

/** How an {@code Idempotency-Key} can be wrong. */
enum IdempotencyProblem implements Problem {
    INVALID("idempotency-key-invalid", 400, "The idempotency key is not well-formed"),
    IN_PROGRESS("idempotency-key-in-progress", 409, "The first request with this idempotency key is not done yet"),
    REUSED("idempotency-key-reused", 422, "This idempotency key came with another request");

    private final String slug;
    private final int status;
    private final String title;

    IdempotencyProblem(String slug, int status, String title) {
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
