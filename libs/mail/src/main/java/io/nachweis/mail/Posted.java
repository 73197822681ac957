package io.nachweis.mail;

import java.time.Instant;

/** What became of a mail, to be put on record. */
public sealed interface Posted {

    Instant at();

    /**
     * The mail server took it.
     *
     * @param smtpReply its words, which may hold an address
     * @param certain false where a crash fell between an earlier try and its record: it may have gone out twice
     */
    record Sent(String smtpReply, boolean certain, Instant at) implements Posted {}

    /** The mail server refused it for good. */
    record Refused(int code, Instant at) implements Posted {}
}
