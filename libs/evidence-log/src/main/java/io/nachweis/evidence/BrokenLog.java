package io.nachweis.evidence;

/** The log is not what it promises to be, and reading on would hide it. */
public final class BrokenLog extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public BrokenLog(String what) {
        super(what);
    }
}
