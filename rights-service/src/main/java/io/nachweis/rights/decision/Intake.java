package io.nachweis.rights.decision;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a request reached the controller. */
public enum Intake {
    @JsonProperty("form")
    FORM,
    @JsonProperty("email")
    EMAIL,
    @JsonProperty("phone")
    PHONE,
    @JsonProperty("letter")
    LETTER
}
