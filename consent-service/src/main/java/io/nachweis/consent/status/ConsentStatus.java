package io.nachweis.consent.status;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.nachweis.consent.status.Sources.AsOf;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to "may I?".
 *
 * @param basis why it is lawful, as the policy names it, null where it is not allowed
 * @param since when the person's decision took effect, null where there is none
 * @param asOf by service, the last of its facts that this answer takes into account
 */
public record ConsentStatus(
        boolean allowed, @Nullable String basis, @Nullable Instant since, Map<String, AsOf> asOf, Reason reason) {

    /** Why the answer is what it is. */
    public enum Reason {
        @JsonProperty("given")
        GIVEN,
        @JsonProperty("withdrawn")
        WITHDRAWN,
        @JsonProperty("never-given")
        NEVER_GIVEN,
        /** Nobody who knows could be asked; never a yes. */
        @JsonProperty("unknown")
        UNKNOWN
    }
}
