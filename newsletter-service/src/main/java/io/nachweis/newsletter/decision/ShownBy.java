package io.nachweis.newsletter.decision;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whose word it is that a wording was shown. */
public enum ShownBy {
    /** The form was made from our definition, which came back with the sign-up. */
    @JsonProperty("us")
    US,
    /** The website says so. */
    @JsonProperty("site")
    SITE
}
