package io.nachweis.starter.web;

import org.jspecify.annotations.Nullable;

/**
 * A failure redacted for the log: types and stack traces, but no message, since a message can hold what a person typed.
 */
final class MessageFreeFailure extends Throwable {

    private static final long serialVersionUID = 1L;

    private MessageFreeFailure(Throwable original, @Nullable Throwable cause) {
        super(original.getClass().getName(), cause, false, true);
        setStackTrace(original.getStackTrace());
    }

    static Throwable of(Throwable original) {
        var cause = original.getCause();
        return new MessageFreeFailure(original, cause == null ? null : of(cause));
    }
}
