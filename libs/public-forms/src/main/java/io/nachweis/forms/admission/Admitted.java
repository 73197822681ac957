package io.nachweis.forms.admission;

import java.time.Instant;

/** The capability to put on record what a stranger asked for. Only {@link FormAdmission} grants it. */
public final class Admitted {

    private final boolean mayMail;
    private final Instant at;

    Admitted(boolean mayMail, Instant at) {
        this.mayMail = mayMail;
        this.at = at;
    }

    /** Whether a mail about it may go out; then it counts as sent. */
    public boolean mayMail() {
        return mayMail;
    }

    /** When it was asked for, or taken over from who was asked. */
    public Instant at() {
        return at;
    }
}
