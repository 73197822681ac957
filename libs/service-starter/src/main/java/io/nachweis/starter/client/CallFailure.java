package io.nachweis.starter.client;

import org.jspecify.annotations.Nullable;

/** A call of a sibling service that brought no answer. It names no address: who was asked about whom is not for logs. */
public final class CallFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why there is no answer. */
    public enum Reason {
        /** It was left alone: its circuit breaker is open, or too many are asking it already. */
        NOT_ASKED,
        /** It cannot be reached, or hung up. */
        UNREACHABLE,
        /** It did not answer in time. */
        TIMEOUT,
        /** It answered that it will not (4xx). */
        REFUSED,
        /** It answered that it could not (5xx). */
        FAILED,
        /** It answered something else than was asked for. */
        UNREADABLE
    }

    private final Reason reason;
    private final int status;

    CallFailure(String service, Reason reason, int status, @Nullable Throwable cause) {
        super(
                service + ": " + reason + (status == 0 ? "" : " " + status)
                        + (cause == null ? "" : " " + cause.getClass().getSimpleName()),
                null);
        this.reason = reason;
        this.status = status;
    }

    public Reason reason() {
        return reason;
    }

    /** The HTTP status of the answer, 0 when there was none. */
    public int status() {
        return status;
    }
}
