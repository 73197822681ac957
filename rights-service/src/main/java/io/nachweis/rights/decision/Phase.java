package io.nachweis.rights.decision;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a request has come. */
public enum Phase {
    /** Nobody has shown yet that they read the mailbox. The clock runs all the same. */
    @JsonProperty("received")
    RECEIVED,
    /** Whoever asked is who it is about; it is being worked on. */
    @JsonProperty("proven")
    PROVEN,
    /** Every service was told to erase, and reports. */
    @JsonProperty("ordered")
    ORDERED,
    @JsonProperty("answered")
    ANSWERED,
    @JsonProperty("refused")
    REFUSED,
    /** Nobody proved the mailbox in time; the desk still sees it, and then it is closed. */
    @JsonProperty("lapsed")
    LAPSED,
    @JsonProperty("closed")
    CLOSED
}
