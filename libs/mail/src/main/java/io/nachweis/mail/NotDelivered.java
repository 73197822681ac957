package io.nachweis.mail;

import java.io.IOException;

/**
 * The mail server takes no mail at all: what was to go did certainly not, and has to be tried again. The message has not
 * the server's words, which may hold an address.
 */
public final class NotDelivered extends IOException {

    private static final long serialVersionUID = 1L;

    private NotDelivered(String why) {
        super("The mail server did not take a mail: " + why);
    }

    static NotDelivered forNow(int code) {
        return new NotDelivered("it answered " + code);
    }

    static NotDelivered unreachable(Throwable cause) {
        return new NotDelivered("no connection, " + cause.getClass().getSimpleName());
    }
}
