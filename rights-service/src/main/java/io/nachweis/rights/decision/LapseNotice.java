package io.nachweis.rights.decision;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a mail tells the address that a request lapsed. Nobody has shown that they wanted one. */
public enum LapseNotice {
    @JsonProperty("mail")
    MAIL,
    /** None, since none brought the link to prove the mailbox either. */
    @JsonProperty("no-link")
    NO_LINK,
    /** None: the mailbox has had its number of mails, or its reader wants none of them. */
    @JsonProperty("limit")
    LIMIT
}
