package io.nachweis.rights.mail;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Says a day so that a person can hold us to it. */
public final class Days {

    private static final DateTimeFormatter GERMAN = DateTimeFormatter.ofPattern("d. MMMM yyyy", Locale.GERMAN);
    private static final DateTimeFormatter ENGLISH = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

    private Days() {}

    public static String say(LocalDate day, Locale locale) {
        return (locale.getLanguage().equals("de") ? GERMAN : ENGLISH).format(day);
    }
}
