package io.nachweis.rights.decision;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The outcome of a rights request: what the person is answered. */
public enum RequestOutcome {
    /** The negative answer: nothing is held about whoever reads this mailbox. */
    @JsonProperty("nothing-held")
    NOTHING_HELD,
    /** What is held can be fetched. */
    @JsonProperty("data-ready")
    DATA_READY,
    @JsonProperty("erased")
    ERASED,
    @JsonProperty("withdrawn")
    WITHDRAWN
}
