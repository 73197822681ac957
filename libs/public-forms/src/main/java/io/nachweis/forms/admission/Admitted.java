package io.nachweis.forms.admission;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The capability to put on record what a stranger asked for. Only {@link FormAdmission} grants it. */
public final class Admitted {

    private final boolean mayMail;
    private final Instant at;
    private final @Nullable Instant leftOutUntil;

    private Admitted(boolean mayMail, Instant at, @Nullable Instant leftOutUntil) {
        this.mayMail = mayMail;
        this.at = at;
        this.leftOutUntil = leftOutUntil;
    }

    static Admitted withMail(boolean mayMail, Instant at) {
        return new Admitted(mayMail, at, null);
    }

    static Admitted leftOut(Instant at, Instant until) {
        return new Admitted(false, at, until);
    }

    /** Whether a mail about it may go out; then it counts as sent. */
    public boolean mayMail() {
        return mayMail;
    }

    /** When it was asked for, or taken over from who was asked. */
    public Instant at() {
        return at;
    }

    /**
     * If more came in about the address than the form puts on record: until when nothing more is. Then this one stands for
     * all of them, and what was filled in is not to be put on record.
     */
    public @Nullable Instant leftOutUntil() {
        return leftOutUntil;
    }
}
