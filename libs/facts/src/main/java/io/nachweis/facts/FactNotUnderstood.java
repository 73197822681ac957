package io.nachweis.facts;

/**
 * Thrown by a {@link FactListener} for a genuine fact that it cannot act on yet, such as one that names a wording which
 * its policy does not have. It is a dead letter until it can, and so is what comes after it about the same person.
 */
public final class FactNotUnderstood extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param reason names no person and nothing that one typed */
    public FactNotUnderstood(String reason) {
        super(reason);
    }
}
