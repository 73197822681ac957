package io.nachweis.contracts;

import org.jspecify.annotations.Nullable;

/** Thrown where a {@link Problem} ends the work; says which field is at fault, never what it held. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final @Nullable String field;

    Refusal(Problem problem, @Nullable String field) {
        super(problem.slug() + (field == null ? "" : ": " + field), null, false, false);
        this.problem = problem;
        this.field = field;
    }

    public Problem problem() {
        return problem;
    }

    public @Nullable String field() {
        return field;
    }
}
