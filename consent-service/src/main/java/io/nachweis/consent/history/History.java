package io.nachweis.consent.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.nachweis.evidence.Entry;
import io.nachweis.starter.client.CallFailure;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is on record about a person, oldest first, and which services could not say, or not all of it. The entries are
 * read as they are told, once, and before what is missing.
 */
record History(String subject, Stream<ServiceEntry> entries, List<Missing> missing) {

    record ServiceEntry(String service, @JsonUnwrapped Entry entry) {}

    record Missing(String service, MissingReason reason) {}

    enum MissingReason {
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
        /** It answered something that is no list of entries. */
        @JsonProperty("unreadable")
        UNREADABLE;

        static MissingReason of(CallFailure.Reason reason) {
            return switch (reason) {
                case NOT_ASKED, UNREACHABLE -> UNREACHABLE;
                case TIMEOUT -> TOO_SLOW;
                case REFUSED -> REFUSED;
                case FAILED -> FAILED;
                case UNREADABLE -> UNREADABLE;
            };
        }
    }
}
