package io.nachweis.policy;

import java.time.LocalDate;
import java.util.List;

/**
 * The public holidays of a controller's place, in the years that they are known for. Nobody can say of a later year which
 * they will be.
 *
 * @param from the first year
 * @param through the last year
 */
public record Holidays(int from, int through, List<Holiday> days) {

    /** For a controller whose policy lists none. */
    public static final Holidays NONE = new Holidays(0, Integer.MAX_VALUE, List.of());

    public Holidays {
        days = List.copyOf(days);
    }

    /** @throws IllegalStateException if the day is in a year that they are not known for */
    boolean include(LocalDate day) {
        int year = day.getYear();
        if (year < from || year > through) {
            throw new IllegalStateException("The policy lists holidays from %d through %d, and %d needs its own"
                    .formatted(from, through, year));
        }
        return days.stream().anyMatch(holiday -> holiday.in(year).equals(day));
    }
}
