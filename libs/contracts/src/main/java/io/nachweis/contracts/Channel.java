package io.nachweis.contracts;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** How a withdrawal reached the controller. */
public enum Channel {
    /** The page behind the link of a mail. */
    @JsonProperty("page")
    PAGE,
    /** One-click by the mail provider (RFC 8058). */
    @JsonProperty("one-click")
    ONE_CLICK,
    @JsonProperty("email")
    EMAIL,
    @JsonProperty("phone")
    PHONE,
    @JsonProperty("letter")
    LETTER,
    /** An application of the controller in which people withdraw, such as a mailing tool. */
    @JsonProperty("application")
    APPLICATION,
    /** Any other way; also what a reader sees of a channel newer than itself, because it must not miss the withdrawal. */
    @JsonEnumDefaultValue
    @JsonProperty("other")
    OTHER;

    /** Whether somebody tells us of it. What comes by our own pages and links we hear ourselves. */
    public boolean isReported() {
        return this != PAGE && this != ONE_CLICK;
    }
}
