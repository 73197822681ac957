package io.nachweis.verifier;

/**
 * Something in the file that does not hold.
 *
 * @param place a JSON Pointer (RFC 6901) into the file, empty for all of it
 */
public record Finding(Violation violation, String place) {

    @Override
    public String toString() {
        return violation.code() + " " + place;
    }
}
