package io.nachweis.newsletter.decision;

import java.util.List;

/**
 * The text a person agreed to by signing up, as far as it has to be proven (Art. 7(1) GDPR).
 *
 * @param id {@code <form>/<version>/<locale>}
 * @param sha256 of the exact text, lower-case hexadecimal
 */
public record WordingShown(
        String id, int version, String locale, String sha256, ShownBy shownBy, List<String> purposes) {

    public WordingShown {
        purposes = List.copyOf(purposes);
    }
}
