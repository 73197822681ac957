package io.nachweis.consent.approval;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why somebody decides so. There is no free text, so that nothing personal comes in with it. */
public enum Reason {
    /** They have looked at what it does. */
    @JsonProperty("examined")
    EXAMINED,
    @JsonProperty("mistake")
    MISTAKE,
    @JsonProperty("unlawful")
    UNLAWFUL,
    @JsonProperty("no-longer-needed")
    NO_LONGER_NEEDED
}
