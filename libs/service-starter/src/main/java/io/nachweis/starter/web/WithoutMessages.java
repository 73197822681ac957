package io.nachweis.starter.web;

import org.jspecify.annotations.Nullable;

/** A failure as it may stand in a log: types and places, but no message, since a message can hold what a person typed. */
final class WithoutMessages extends Throwable {

    private static final long serialVersionUID = 1L;

    private WithoutMessages(Throwable original, @Nullable Throwable cause) {
        super(original.getClass().getName(), cause, false, true);
        setStackTrace(original.getStackTrace());
    }

    static Throwable of(Throwable original) {
        var cause = original.getCause();
        return new WithoutMessages(original, cause == null ? null : of(cause));
    }
}
