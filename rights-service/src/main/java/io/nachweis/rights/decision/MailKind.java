package io.nachweis.rights.decision;

import java.util.Arrays;

/** What a mail is for. */
public enum MailKind {
    /**
     * Says that the request came in and until when it is answered, and asks to prove the mailbox; of a withdrawal, that it
     * holds since then and how to undo it.
     */
    RECEIPT("receipt"),
    ANSWER("answer"),
    REFUSAL("refusal"),
    EXTENSION("extension"),
    /** Says that nobody proved the mailbox in time. */
    LAPSE("lapse");

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
