package io.nachweis.policy;

import io.nachweis.policy.Explanation.Reason;
import io.nachweis.policy.Retention.Bound;
import io.nachweis.policy.Retention.From;
import io.nachweis.policy.Retention.Step;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Counts legal periods as Regulation (EEC, Euratom) No 1182/71 has it, in a controller's zone and with its holidays, and
 * says how it came to each date. Nothing else in the product computes one.
 */
public final class LegalClock {

    private static final Set<DayOfWeek> WEEKEND = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
    private static final MonthDay YEAR_END = MonthDay.of(12, 31);

    private final ZoneId zone;
    private final Holidays holidays;

    public LegalClock(ZoneId zone, Holidays holidays) {
        this.zone = zone;
        this.holidays = holidays;
    }

    public static LegalClock of(ControllerPolicy policy) {
        return new LegalClock(policy.zone(), policy.holidays());
    }

    /**
     * The end of a period.
     *
     * @param on the last day of it
     * @param until the instant at which it is over
     * @param reasons each step of the calculation
     */
    public record Due(LocalDate on, Instant until, List<Reason> reasons) {

        public Due {
            reasons = List.copyOf(reasons);
        }

        /** The calculation, sentence by sentence, in a language of {@link Languages#OF_TEXTS}. */
        public List<String> because(Locale locale) {
            return Explanation.sentences(reasons, locale);
        }

        /** The same in English. */
        public List<String> because() {
            return because(Locale.ENGLISH);
        }
    }

    /** The day that an instant is on, where the controller is. */
    public LocalDate day(Instant instant) {
        return instant.atZone(zone).toLocalDate();
    }

    /** The last instant of a day there, by which whatever is known to be of that day has happened. */
    public Instant lastOf(LocalDate day) {
        return endOf(day).minus(1, ChronoUnit.MICROS);
    }

    /** The same time of day so much later, as links and blocks count, where a day may have 23 hours. */
    public Instant after(Instant start, Period period) {
        return start.atZone(zone).plus(period).toInstant();
    }

    /**
     * The deadline so many months after something came in: the day of that number (Art. 3(2)(c)), or the last of a month
     * that lacks it, and the next working day if that is none (Art. 3(4)). The whole last day is in time.
     */
    public Due monthsAfter(Instant receivedAt, int months) {
        var reasons = new ArrayList<Reason>();
        reasons.add(new Reason("received", day(receivedAt), zone));
        LocalDate last = workingDay(count(day(receivedAt), Period.ofMonths(months), reasons), reasons);
        return new Due(last, endOf(last), reasons);
    }

    /** The deadline so many hours after something: each hour counts, on whatever day (Art. 3(1), 3(3)). */
    public Due hoursAfter(Instant event, int hours) {
        Instant until = event.plus(Duration.ofHours(hours));
        return new Due(
                day(until),
                until,
                List.of(
                        new Reason("received", day(event), zone),
                        new Reason("hours", hours, until.atZone(zone).toLocalDateTime())));
    }

    /**
     * When a retention rule acts. A ceiling is not put off to a working day, because it is no duty to act, and is reached in
     * the course of its last day: at the time of day of the trigger, or as the last day of a year begins. A floor is over
     * when its last day is, which is a working day.
     */
    public Due due(Step step, Instant event) {
        var reasons = new ArrayList<Reason>();
        LocalDate first = day(event);
        reasons.add(new Reason("after." + Explanation.key(step.after()), first, zone));
        boolean isFromYearEnd = step.from() == From.YEAR_END;
        if (isFromYearEnd) {
            first = first.with(YEAR_END);
            reasons.add(new Reason("year-end", first));
        }
        LocalDate last = count(first, step.period(), reasons);
        if (step.bound() == Bound.FLOOR) {
            LocalDate kept = workingDay(last, reasons);
            return new Due(kept, endOf(kept), reasons);
        }
        Instant until = isFromYearEnd ? last.atStartOfDay(zone).toInstant() : after(event, step.period());
        return new Due(last, until, reasons);
    }

    /** What a promise to do something again and again was last known to be kept by. */
    public enum Kept {
        /** It stands in the policy; nobody has done it yet. */
        REGISTRATION,
        ATTESTATION,
        /** Somebody has looked whether something is still needed, when it was begun or later. */
        REVIEW
    }

    /** The deadline for doing something again. It is no legal one: the whole last day is in time, and none is put off. */
    public Due again(Kept by, Instant at, Period every) {
        var reasons = new ArrayList<Reason>();
        reasons.add(new Reason("after." + Explanation.key(by), day(at), zone));
        return again(day(at), every, reasons);
    }

    /**
     * The same for who deletes by a rule, and so far has deleted everything up to a day: from when on what is left should
     * have been gone.
     */
    public Due again(LocalDate through, Step rule, Period every) {
        var reasons = new ArrayList<Reason>();
        reasons.add(new Reason("gone-through", through));
        Due left = due(rule, endOf(through));
        reasons.addAll(left.reasons());
        return again(left.on(), every, reasons);
    }

    private Due again(LocalDate since, Period every, List<Reason> reasons) {
        LocalDate last = count(since, every, reasons);
        return new Due(last, endOf(last), reasons);
    }

    private static LocalDate count(LocalDate first, Period period, List<Reason> reasons) {
        LocalDate last = first.plus(period);
        reasons.add(period.isZero() ? new Reason("at-once") : new Reason("later", period, last));
        if (period.equals(period.withDays(0)) && last.getDayOfMonth() != first.getDayOfMonth()) {
            reasons.add(new Reason("short-month", first.getDayOfMonth()));
        }
        return last;
    }

    private LocalDate workingDay(LocalDate day, List<Reason> reasons) {
        LocalDate working = day;
        while (isFree(working)) {
            reasons.add(
                    holidays.include(working)
                            ? new Reason("holiday", working)
                            : new Reason("weekend", working, working.getDayOfWeek()));
            working = working.plusDays(1);
        }
        return working;
    }

    private boolean isFree(LocalDate day) {
        return holidays.include(day) || WEEKEND.contains(day.getDayOfWeek());
    }

    private Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(zone).toInstant();
    }
}
