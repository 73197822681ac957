package io.nachweis.evidence;

/** The request that was to be recorded is in the log, from an earlier attempt: its outcome stands. */
public final class RequestAlreadyStored extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    RequestAlreadyStored() {
        super("The log has an entry of this request");
    }
}
