package io.nachweis.rights.decision;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a request is over without an answer, or after it. */
public enum Ending {
    /** Whoever reads the mailbox did not ask. A withdrawal is undone by that. */
    @JsonProperty("not-mine")
    NOT_MINE,
    /** Nobody proved the mailbox in time. */
    @JsonProperty("never-proven")
    NEVER_PROVEN,
    /** The desk has nothing left to do. */
    @JsonProperty("done")
    DONE
}
