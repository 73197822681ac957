package io.nachweis.verifier;

/** The file is not in the format of evidence, so that nothing can be said of what it claims. */
final class UnreadableEvidence extends Exception {

    private static final long serialVersionUID = 1L;

    private final Violation violation;
    private final String place;

    UnreadableEvidence(Violation violation) {
        this(violation, "");
    }

    UnreadableEvidence(Violation violation, String place) {
        super(violation.code());
        this.violation = violation;
        this.place = place;
    }

    /** Thrown again where it is not about the format of a part, but about how much there is in all. */
    void unlessMalformed() throws UnreadableEvidence {
        if (violation == Violation.TOO_MANY_VALUES) {
            throw this;
        }
    }

    Finding finding() {
        return new Finding(violation, place);
    }
}
