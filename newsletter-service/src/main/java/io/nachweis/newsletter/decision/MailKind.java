package io.nachweis.newsletter.decision;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The mails a subscription causes. */
public enum MailKind {
    /** Asks whether the person behind the address meant it. */
    @JsonProperty("confirmation")
    CONFIRMATION,
    /** Tells what was agreed and how to withdraw it. */
    @JsonProperty("record")
    RECORD,
    /** Brings the way to withdraw to who has no mail with it at hand. */
    @JsonProperty("unsubscribe-link")
    UNSUBSCRIBE_LINK
}
