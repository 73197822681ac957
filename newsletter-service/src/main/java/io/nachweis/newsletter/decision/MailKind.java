package io.nachweis.newsletter.decision;

import java.util.Arrays;

/** The mails a subscription causes. */
public enum MailKind {
    /** Asks whether the person behind the address meant it. */
    CONFIRMATION("confirmation"),
    /** Tells what was agreed and how to withdraw it. */
    RECORD("record"),
    /** Brings the way to withdraw to who has no mail with it at hand. */
    UNSUBSCRIBE_LINK("unsubscribe-link");

    private final String id;

    MailKind(String id) {
        this.id = id;
    }

    /** Its name in the log. */
    public String id() {
        return id;
    }

    public static MailKind of(String id) {
        return Arrays.stream(values())
                .filter(kind -> kind.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no mail " + id));
    }
}
