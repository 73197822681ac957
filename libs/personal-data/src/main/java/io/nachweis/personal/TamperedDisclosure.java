package io.nachweis.personal;

/** What stands beside a leaf is not what the leaf committed to. Not the same as erased: somebody changed it. */
public final class TamperedDisclosure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TamperedDisclosure(String message) {
        super(message);
    }
}
