package io.nachweis.rights.decision;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a mail is for. */
public enum MailKind {
    /** Says that the request came in and until when it is answered, and asks to prove the mailbox. */
    @JsonProperty("receipt")
    RECEIPT,
    @JsonProperty("answer")
    ANSWER,
    @JsonProperty("refusal")
    REFUSAL,
    @JsonProperty("extension")
    EXTENSION
}
