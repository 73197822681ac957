package io.nachweis.consent.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.nachweis.consent.source.AsOf;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to "may I?".
 *
 * @param basis why it is lawful, as the policy names it, null where it is not allowed
 * @param since when the person's decision took effect, null where there is none
 * @param asOf by service, how much of what it has said is taken into account, null where that is not known
 */
public record ConsentStatus(
        boolean allowed,
        @Nullable String basis,
        @Nullable Instant since,
        Map<String, @Nullable AsOf> asOf,
        Reason reason) {

    /** Why the answer is what it is. */
    public enum Reason {
        @JsonProperty("given")
        GIVEN,
        @JsonProperty("withdrawn")
        WITHDRAWN,
        @JsonProperty("never-given")
        NEVER_GIVEN,
        /** A service that may know more neither could be heard nor answers; never a yes. */
        @JsonProperty("unknown")
        UNKNOWN
    }
}
