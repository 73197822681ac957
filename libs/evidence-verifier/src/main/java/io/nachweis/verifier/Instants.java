package io.nachweis.verifier;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Instants as entries have them: {@code 2026-03-01T12:00:00.000000Z}. */
final class Instants {

    private static final Pattern INSTANT =
            Pattern.compile("([12][0-9]{3})-([0-9]{2})-([0-9]{2})T(?:[01][0-9]|2[0-3])(?::[0-5][0-9]){2}\\.[0-9]{6}Z");

    private Instants() {}

    static boolean isWritten(String text) {
        Matcher parts = INSTANT.matcher(text);
        if (!parts.matches()) {
            return false;
        }
        try {
            LocalDate day = LocalDate.of(number(parts, 1), number(parts, 2), number(parts, 3));
            return day.getYear() >= 1_000;
        } catch (DateTimeException _) {
            return false;
        }
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }
}
