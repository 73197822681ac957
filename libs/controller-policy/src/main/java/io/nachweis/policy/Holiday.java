package io.nachweis.policy;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Optional;
import java.util.regex.Pattern;

/** A public holiday of every year: of a fixed date, or so many days from Easter Sunday. */
public sealed interface Holiday {

    LocalDate in(int year);

    /** Written as {@code 12-25}. */
    record Fixed(MonthDay day) implements Holiday {
        @Override
        public LocalDate in(int year) {
            return day.atYear(year);
        }

        @Override
        public String toString() {
            return day.toString().substring(2);
        }
    }

    /** Written as {@code easter+1}. */
    record FromEaster(int days) implements Holiday {
        @Override
        public LocalDate in(int year) {
            return easterSunday(year).plusDays(days);
        }

        @Override
        public String toString() {
            return "easter" + (days < 0 ? "" : "+") + days;
        }
    }

    @JsonCreator
    static Holiday of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("Not a holiday"));
    }

    static Optional<Holiday> parse(String text) {
        var fromEaster = FROM_EASTER.matcher(text);
        if (fromEaster.matches()) {
            return Optional.of(new FromEaster(Integer.parseInt(fromEaster.group(1))));
        }
        try {
            return Optional.of(new Fixed(MonthDay.parse("--" + text)));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    Pattern FROM_EASTER = Pattern.compile("easter([+-]\\d{1,3})");

    /** Of the Gregorian calendar, by the anonymous algorithm that Meeus has. */
    private static LocalDate easterSunday(int year) {
        int golden = year % 19;
        int century = year / 100;
        int ofCentury = year % 100;
        int epact = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
        int weekday = (32 + 2 * (century % 4) + 2 * (ofCentury / 4) - epact - ofCentury % 4) % 7;
        int correction = (golden + 11 * epact + 22 * weekday) / 451;
        int days = epact + weekday - 7 * correction + 114;
        return LocalDate.of(year, days / 31, days % 31 + 1);
    }
}
