package io.nachweis.mail;

/** The SMTP server's reply to a mail: accepted, refused or deferred. */
sealed interface Delivery {

    record Accepted(String reply) implements Delivery {}

    /** For good, and for what is the recipient's: trying again would end the same way. */
    record Refused(int code, EnhancedStatus status) implements Delivery {}

    /**
     * Not this mail, not now.
     *
     * @param perhapsSent whether the server may have taken it, since it did not say
     */
    record Deferred(int code, EnhancedStatus status, Cause cause, boolean perhapsSent) implements Delivery {}

    /** Why a mail waits. */
    enum Cause {
        /** The mailbox is full or busy. */
        RECIPIENT,
        /** The server says "later", as to everybody whom it does not know, or broke off. */
        SERVER,
        /** The server refuses what is ours, until somebody changes settings, here or there. */
        SENDER
    }
}
