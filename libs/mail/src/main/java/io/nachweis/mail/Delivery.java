package io.nachweis.mail;

/** The SMTP server's reply to a mail: accepted, refused or deferred. */
sealed interface Delivery {

    record Accepted(String reply) implements Delivery {}

    /** For good: trying again would end the same way. */
    record Refused(int code) implements Delivery {}

    /** Not this mail, not now: the recipient's mailbox is busy, full, or wants to see whether we come again. */
    record Deferred(int code) implements Delivery {}
}
