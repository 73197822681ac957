package io.nachweis.newsletter.mail;

/** The mail server's last word on a mail. */
sealed interface Delivery {

    record Accepted(String reply) implements Delivery {}

    /** For good: trying again would end the same way. */
    record Refused(int code) implements Delivery {}
}
