package io.nachweis.lifecycle;

import io.nachweis.event.SubjectId;
import io.nachweis.lifecycle.CaseRetention.EndingCase;
import io.nachweis.lifecycle.due.DueItem;
import io.nachweis.lifecycle.due.DueItems;
import io.nachweis.lifecycle.due.DuePlace;
import io.nachweis.lifecycle.due.WhenDue;
import io.nachweis.lifecycle.due.WhenDue.TimedEnd;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.LegalClock;
import io.nachweis.policy.Retention.Action;
import io.nachweis.policy.Retention.Bound;
import io.nachweis.policy.Retention.End;
import io.nachweis.policy.Retention.From;
import io.nachweis.policy.Retention.Step;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.OwnEntries;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What this service is going to end, and why. The index says only which cases to look at; the day is computed by what
 * ends them, so that a preview and a deletion cannot differ.
 */
public final class RetentionPreview {

    /** Each case is read from the log. */
    private static final int PAGE = 50;

    private static final int MOST_STREAMS = 1_000;

    /** Longer than any period of a policy that matters to a picture. */
    private static final int MOST_MONTHS = 60;

    private static final int LAST_YEAR = 9_999;
    private static final LocalDate LAST_DAY = LocalDate.of(LAST_YEAR, 12, 31);

    /**
     * @param items in the order of their places
     * @param next the place after which the next page begins; null when this is the last
     */
    public record Page(List<Item> items, @Nullable String next) {

        public Page {
            items = List.copyOf(items);
        }
    }

    /** @param place among what all services are going to end */
    public record Item(String place, PlannedEnd end) {}

    /** How many cases of each category end in a month. What should have ended already counts to the current one. */
    public record Month(YearMonth month, Map<String, Long> ends) {

        public Month {
            ends = Map.copyOf(ends);
        }
    }

    private final CaseRetention cases;
    private final DueItems items;
    private final @Nullable WhenDue timers;
    private final HoldsInForce holds;
    private final OwnEntries entries;
    private final DomainClock clock;

    RetentionPreview(
            CaseRetention cases,
            DueItems items,
            @Nullable WhenDue timers,
            HoldsInForce holds,
            OwnEntries entries,
            DomainClock clock) {
        this.cases = cases;
        this.items = items;
        this.timers = timers;
        this.holds = holds;
        this.entries = entries;
        this.clock = clock;
    }

    /** Whether a day can be asked about: within four digits of a year. */
    public static boolean reaches(LocalDate day) {
        return day.getYear() >= 0 && day.getYear() <= LAST_YEAR;
    }

    /**
     * @param until the last day, where the controller is
     * @param subject null for everybody
     * @param after the {@code next} of the page before; null for the first
     */
    public Page until(
            LocalDate until,
            ControllerPolicy policy,
            @Nullable SubjectId subject,
            @Nullable DuePlace after,
            Locale reader) {
        Instant end = startOf(until.plusDays(1), policy);
        List<DueItem> due = subject == null
                ? items.before(policy.id(), end, after, PAGE)
                : items.before(policy.id(), streamsOf(subject, policy), end, after, PAGE);
        List<Item> shown = new ArrayList<>();
        due.forEach(item -> endOf(item, policy, reader)
                .filter(planned -> !planned.on().isAfter(until))
                .ifPresent(planned -> shown.add(new Item(item.place().toString(), planned))));
        return new Page(shown, due.size() < PAGE ? null : due.getLast().place().toString());
    }

    /**
     * Of what is stored already, what a changed rule ends on another day than the rule before did; in the order of the days
     * before.
     */
    public Page changed(ControllerPolicy policy, @Nullable DuePlace after, Locale reader) {
        LegalClock calendar = LegalClock.of(policy);
        List<DueItem> due = items.before(policy.id(), startOf(LAST_DAY, policy), after, PAGE);
        List<Item> shown = new ArrayList<>();
        due.forEach(item -> endOf(item, policy, reader)
                .filter(planned -> !calendar.day(planned.until()).equals(calendar.day(item.at())))
                .ifPresent(planned -> shown.add(new Item(item.place().toString(), planned))));
        return new Page(shown, due.size() < PAGE ? null : due.getLast().place().toString());
    }

    private List<UUID> streamsOf(SubjectId subject, ControllerPolicy policy) {
        return KeptCases.streams(entries.about(policy.id(), subject, false))
                .limit(MOST_STREAMS)
                .toList();
    }

    private Optional<PlannedEnd> endOf(DueItem item, ControllerPolicy policy, Locale reader) {
        if (item.caseId() != null) {
            return cases.find(item)
                    .map((EndingCase of) -> PlannedEnd.of(policy, of.category(), of.id(), of.end(), reader));
        }
        if (timers == null) {
            return Optional.empty();
        }
        return timers.categoryOf(item.kind())
                .flatMap(category -> timers.end(item)
                        .filter(timed -> !holds.of(policy.id(), timed.subject())
                                .includes(category, item.entry().toString()))
                        .map(timed -> PlannedEnd.of(
                                policy,
                                category,
                                item.entry().toString(),
                                explained(timed, category, policy),
                                reader)));
    }

    /** By the category's rule, or in days where that has changed since, or another rule set the time. */
    private static End explained(TimedEnd timed, String category, ControllerPolicy policy) {
        return policy.ending(category, timed.happened())
                .filter(end -> end.due().until().equals(timed.until()))
                .orElseGet(() -> inDays(timed, LegalClock.of(policy)));
    }

    private static End inDays(TimedEnd timed, LegalClock clock) {
        var last = timed.happened().entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow();
        long days = ChronoUnit.DAYS.between(clock.day(last.getValue()), clock.day(timed.until()));
        var step = new Step(
                last.getKey(), Period.ofDays(Math.toIntExact(days)), From.TRIGGER, Bound.CEILING, Action.DELETE);
        return End.of(step, last.getValue(), clock);
    }

    /** How many cases end in each month, beginning with this one: what a picture needs. */
    public List<Month> months(ControllerPolicy policy, int months) {
        LegalClock calendar = LegalClock.of(policy);
        YearMonth first = YearMonth.from(calendar.day(clock.now()));
        YearMonth last = first.plusMonths(Math.clamp(months, 1, MOST_MONTHS) - 1L);
        Map<YearMonth, Map<String, Long>> counts = new TreeMap<>();
        for (YearMonth month = first; !month.isAfter(last); month = month.plusMonths(1)) {
            counts.put(month, new TreeMap<>());
        }
        items.forEach(policy.id(), startOf(last.atEndOfMonth().plusDays(1), policy), (kind, at) -> {
            YearMonth month = YearMonth.from(calendar.day(at));
            categoryOf(kind, policy)
                    .ifPresent(category -> counts.getOrDefault(month.isBefore(first) ? first : month, new TreeMap<>())
                            .merge(category, 1L, Long::sum));
        });
        return counts.entrySet().stream()
                .map(each -> new Month(each.getKey(), each.getValue()))
                .toList();
    }

    /** The kind of a case is its category. */
    private Optional<String> categoryOf(String kind, ControllerPolicy policy) {
        return policy.category(kind).isPresent()
                ? Optional.of(kind)
                : Optional.ofNullable(timers).flatMap(each -> each.categoryOf(kind));
    }

    private static Instant startOf(LocalDate day, ControllerPolicy policy) {
        return day.atStartOfDay(policy.zone()).toInstant();
    }
}
