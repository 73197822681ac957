package io.nachweis.local;

/** Why the platform does not start, as a sentence for the person at the console. */
final class CannotRun extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CannotRun(String sentence) {
        super(sentence);
    }
}
