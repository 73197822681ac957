package io.nachweis.mail;

/** The mail server's last word on a mail. */
sealed interface Delivery {

    record Accepted(String reply) implements Delivery {}

    /** For good: trying again would end the same way. */
    record Refused(int code) implements Delivery {}

    /** Not this mail, not now: the recipient's mailbox is busy, full, or wants to see whether we come again. */
    record PutOff(int code) implements Delivery {}
}
