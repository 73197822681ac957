package io.nachweis.mail;

import java.io.IOException;

/**
 * A mail did not go out, or nobody knows; it has to be tried again. The message has not the server's words, which may
 * hold an address.
 */
public final class NotDelivered extends IOException {

    private static final long serialVersionUID = 1L;

    private final boolean perhapsSent;

    private NotDelivered(String why, boolean perhapsSent) {
        super("The mail server did not take a mail: " + why);
        this.perhapsSent = perhapsSent;
    }

    static NotDelivered forNow(int code) {
        return new NotDelivered("it answered " + code, false);
    }

    static NotDelivered unreachable(Throwable cause) {
        return new NotDelivered("no connection, " + cause.getClass().getSimpleName(), false);
    }

    /** The connection ended before the server's last word. */
    static NotDelivered perhaps(Throwable cause) {
        return new NotDelivered("no answer, " + cause.getClass().getSimpleName(), true);
    }

    boolean perhapsSent() {
        return perhapsSent;
    }
}
