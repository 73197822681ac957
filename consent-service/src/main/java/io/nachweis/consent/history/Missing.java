package io.nachweis.consent.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.nachweis.starter.client.CallFailure;

/** A service of which the answer lacks something, and why. */
public record Missing(String service, Reason reason) {

    /** Why it did not answer. */
    public enum Reason {
        /** It does not answer, or did not so often lately that it is left alone for a while. */
        @JsonProperty("unreachable")
        UNREACHABLE,
        @JsonProperty("too-slow")
        TOO_SLOW,
        /** It answered that it will not say. */
        @JsonProperty("refused")
        REFUSED,
        /** It answered that it could not. */
        @JsonProperty("failed")
        FAILED,
        /** It answered something else than what it was asked for. */
        @JsonProperty("unreadable")
        UNREADABLE
    }

    public static Missing of(String service, CallFailure.Reason reason) {
        return new Missing(
                service,
                switch (reason) {
                    case NOT_ASKED, UNREACHABLE -> Reason.UNREACHABLE;
                    case TIMEOUT -> Reason.TOO_SLOW;
                    case REFUSED -> Reason.REFUSED;
                    case FAILED -> Reason.FAILED;
                    case UNREADABLE -> Reason.UNREADABLE;
                });
    }
}
