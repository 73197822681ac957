package io.nachweis.mail;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Says moments and days so that a person can hold us to them. */
public final class Moments {

    private Moments() {}

    /** Date, time, zone. */
    public static String say(Instant moment, ZoneId zone, Locale locale) {
        var time = switch (locale.getLanguage()) {
            case "de" -> ", HH:mm 'Uhr' (z)";
            case "it" -> ", 'ore' HH:mm (z)";
            default -> ", HH:mm (z)";
        };
        return DateTimeFormatter.ofPattern(day(locale) + time, locale).format(moment.atZone(zone));
    }

    /** The day that it is on in the zone. */
    public static String day(Instant moment, ZoneId zone, Locale locale) {
        return day(moment.atZone(zone).toLocalDate(), locale);
    }

    public static String day(LocalDate day, Locale locale) {
        return DateTimeFormatter.ofPattern(day(locale), locale).format(day);
    }

    private static String day(Locale locale) {
        return locale.getLanguage().equals("de") ? "d. MMMM yyyy" : "d MMMM yyyy";
    }
}
