package io.nachweis.consent.approval;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How somebody decides on what was asked for. */
enum Decision {
    @JsonProperty("approve")
    APPROVE,
    /** It is not done. */
    @JsonProperty("object")
    OBJECT,
    /** Who asked does so no more. */
    @JsonProperty("take-back")
    TAKE_BACK
}
