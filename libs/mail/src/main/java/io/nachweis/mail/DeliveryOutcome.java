package io.nachweis.mail;

import java.time.Instant;

/** The final outcome of delivering a mail, accepted or refused, as it is put on record. */
public sealed interface DeliveryOutcome {

    Instant at();

    /**
     * The mail server took it.
     *
     * @param smtpReply its words, which may hold an address
     * @param certain false where a crash fell between an earlier try and its record: it may have gone out twice
     */
    record Sent(String smtpReply, boolean certain, Instant at) implements DeliveryOutcome {}

    /** The mail server refused it for good. */
    record Refused(int code, Instant at) implements DeliveryOutcome {}
}
