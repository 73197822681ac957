package io.nachweis.policy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Counts legal periods as Regulation (EEC, Euratom) No 1182/71 has it, in a controller's zone and with its holidays, and
 * says how it came to each date.
 */
public final class LegalClock {

    private static final Set<DayOfWeek> WEEKEND = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

    private final ZoneId zone;
    private final List<Holiday> holidays;

    public LegalClock(ZoneId zone, List<Holiday> holidays) {
        this.zone = zone;
        this.holidays = List.copyOf(holidays);
    }

    public static LegalClock of(ControllerPolicy policy) {
        return new LegalClock(policy.zone(), policy.holidays());
    }

    /**
     * The end of a period.
     *
     * @param on the last day that is in time
     * @param until the instant at which that day is over
     * @param because each step of the calculation, as a sentence
     */
    public record Due(LocalDate on, Instant until, List<String> because) {
        public Due {
            because = List.copyOf(because);
        }
    }

    /**
     * So many months after something came in: the day of that number (Art. 3(2)(c)), or the last of a month that lacks it,
     * and the next working day if that is none (Art. 3(4)).
     */
    public Due monthsAfter(Instant receivedAt, int months) {
        var because = new ArrayList<String>();
        LocalDate received = receivedAt.atZone(zone).toLocalDate();
        because.add("Received on %s in %s".formatted(received, zone));
        LocalDate due = received.plusMonths(months);
        because.add("%d month%s later is %s, Art. 3(2)(c) of Regulation 1182/71"
                .formatted(months, months == 1 ? "" : "s", due));
        if (due.getDayOfMonth() != received.getDayOfMonth()) {
            because.add("That is the last day of a month that has no day " + received.getDayOfMonth());
        }
        LocalDate day = due;
        while (isFree(day)) {
            because.add("%s is %s, and the period goes on, Art. 3(4)".formatted(day, why(day)));
            day = day.plusDays(1);
        }
        return new Due(day, day.plusDays(1).atStartOfDay(zone).toInstant(), because);
    }

    private boolean isFree(LocalDate day) {
        return WEEKEND.contains(day.getDayOfWeek()) || isHoliday(day);
    }

    private boolean isHoliday(LocalDate day) {
        return holidays.stream().anyMatch(holiday -> holiday.in(day.getYear()).equals(day));
    }

    private String why(LocalDate day) {
        return isHoliday(day)
                ? "a public holiday"
                : "a " + day.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }
}
