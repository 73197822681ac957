package io.nachweis.lead.decision;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The mails an enquiry causes. */
public enum MailKind {
    /** Says that it arrived. */
    @JsonProperty("receipt")
    RECEIPT,
    @JsonProperty("answer")
    ANSWER
}
