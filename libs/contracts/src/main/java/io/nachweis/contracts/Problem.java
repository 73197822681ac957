package io.nachweis.contracts;

import java.util.Locale;

/** One documented way of saying no (RFC 9457). Implemented by closed enums, whose constants are published names. */
public interface Problem {

    /** The enum constant. */
    String name();

    /** The end of the problem's {@code type} and its heading in docs/problems.md: {@code NOT_FOUND} is not-found. */
    default String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The HTTP status. */
    int status();

    /** A sentence for people, the same for every occurrence. */
    String title();

    /** The URI that names the problem in every answer. */
    default String type() {
        return "https://nachweis.io/problems/" + slug();
    }

    default Refusal refusal() {
        return new Refusal(this, null);
    }

    /** Names the field at fault, never its value. */
    default Refusal about(String field) {
        return new Refusal(this, field);
    }
}
