package io.nachweis.rights.decision;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The kind of a rights request: which right somebody makes use of. */
public enum RequestKind {
    /** Art. 15 GDPR: what is held about the person. */
    @JsonProperty("access")
    ACCESS,
    /** Art. 17 GDPR. */
    @JsonProperty("erasure")
    ERASURE,
    /** Art. 7(3) GDPR: of every consent. */
    @JsonProperty("withdrawal")
    WITHDRAWAL
}
