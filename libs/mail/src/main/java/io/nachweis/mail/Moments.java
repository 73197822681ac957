package io.nachweis.mail;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Says a moment so that a person can hold us to it: date, time, zone. */
public final class Moments {

    private static final DateTimeFormatter GERMAN =
            DateTimeFormatter.ofPattern("d. MMMM yyyy, HH:mm 'Uhr' (z)", Locale.GERMAN);
    private static final DateTimeFormatter ENGLISH =
            DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm (z)", Locale.ENGLISH);

    private Moments() {}

    public static String say(Instant moment, ZoneId zone, Locale locale) {
        var format = locale.getLanguage().equals("de") ? GERMAN : ENGLISH;
        return format.format(moment.atZone(zone));
    }
}
