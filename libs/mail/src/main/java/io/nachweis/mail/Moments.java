package io.nachweis.mail;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Says moments and days so that a person can hold us to them. */
public final class Moments {

    private static final DateTimeFormatter GERMAN =
            DateTimeFormatter.ofPattern("d. MMMM yyyy, HH:mm 'Uhr' (z)", Locale.GERMAN);
    private static final DateTimeFormatter ENGLISH =
            DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm (z)", Locale.ENGLISH);

    private static final DateTimeFormatter GERMAN_DAY = DateTimeFormatter.ofPattern("d. MMMM yyyy", Locale.GERMAN);
    private static final DateTimeFormatter ENGLISH_DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

    private Moments() {}

    /** Date, time, zone. */
    public static String say(Instant moment, ZoneId zone, Locale locale) {
        var format = locale.getLanguage().equals("de") ? GERMAN : ENGLISH;
        return format.format(moment.atZone(zone));
    }

    /** The day that it is on in the zone. */
    public static String day(Instant moment, ZoneId zone, Locale locale) {
        return day(moment.atZone(zone).toLocalDate(), locale);
    }

    public static String day(LocalDate day, Locale locale) {
        return (locale.getLanguage().equals("de") ? GERMAN_DAY : ENGLISH_DAY).format(day);
    }
}
