package io.nachweis.policy;

import static java.util.ResourceBundle.Control.FORMAT_PROPERTIES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nachweis.policy.LegalClock.Kept;
import io.nachweis.policy.Retention.Action;
import io.nachweis.policy.Retention.Bound;
import io.nachweis.policy.Retention.From;
import io.nachweis.policy.Retention.Step;
import io.nachweis.policy.Retention.Trigger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class LegalClockTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** Those of Schleswig-Holstein. */
    private static final List<Holiday> DAYS = Stream.of(
                    "01-01",
                    "easter-2",
                    "easter+1",
                    "05-01",
                    "easter+39",
                    "easter+50",
                    "10-03",
                    "10-31",
                    "12-25",
                    "12-26")
            .map(Holiday::of)
            .toList();

    private static final Holidays OF_SCHLESWIG_HOLSTEIN = new Holidays(2018, 2049, DAYS);

    private static final Map<ZoneId, Holidays> HOLIDAYS = Map.of(
            BERLIN,
            OF_SCHLESWIG_HOLSTEIN,
            ZoneId.of("Europe/Rome"),
            new Holidays(
                    2018,
                    2049,
                    Stream.of(
                                    "01-01",
                                    "01-06",
                                    "easter+1",
                                    "04-25",
                                    "05-01",
                                    "06-02",
                                    "08-15",
                                    "11-01",
                                    "12-08",
                                    "12-25",
                                    "12-26")
                            .map(Holiday::of)
                            .toList()));

    private static final Instant AFTERNOON = Instant.parse("2026-11-30T14:00:00Z");

    private final LegalClock clock = new LegalClock(BERLIN, OF_SCHLESWIG_HOLSTEIN);

    /** The vectors of published examples, and of what is known to go wrong, computed by another implementation. */
    @ParameterizedTest(name = "{0} {1} {3} {6}")
    @CsvFileSource(resources = "/dates.csv", numLinesToSkip = 1)
    void counts_as_the_vectors_say(
            String kind, String period, ZoneId zone, Instant event, LocalDate on, Instant until, String shows) {
        var there = new LegalClock(zone, HOLIDAYS.getOrDefault(zone, Holidays.NONE));
        var due = switch (kind) {
            case "deadline" -> there.monthsAfter(event, Integer.parseInt(period));
            case "hours" -> there.hoursAfter(event, Integer.parseInt(period));
            default ->
                there.due(
                        new Step(
                                Trigger.WITHDRAWAL,
                                Period.parse(period),
                                kind.startsWith("year-") ? From.YEAR_END : From.TRIGGER,
                                kind.endsWith("floor") ? Bound.FLOOR : Bound.CEILING,
                                Action.DELETE),
                        event);
        };
        assertThat(due.on()).as(shows).isEqualTo(on);
        assertThat(due.until()).as(shows).isEqualTo(until);
        for (var language : Languages.OF_TEXTS) {
            assertThat(due.because(language)).as(shows).isNotEmpty().noneMatch(sentence -> sentence.contains("{"));
        }
    }

    @Test
    void a_ceiling_is_reached_within_its_last_day_and_a_floor_is_over_after_it() {
        for (var from : From.values()) {
            var ceiling = clock.due(step(Period.ofYears(3), from, Bound.CEILING), AFTERNOON);
            assertThat(clock.day(ceiling.until())).isEqualTo(ceiling.on());
            var floor = clock.due(step(Period.ofYears(3), from, Bound.FLOOR), AFTERNOON);
            assertThat(clock.day(floor.until())).isEqualTo(floor.on().plusDays(1));
        }
    }

    @Test
    void the_earliest_of_what_has_happened_counts_and_what_has_not_does_not() {
        var rule = new Retention(List.of(
                new Step(Trigger.CLOSING, Period.ofDays(30), From.TRIGGER, Bound.CEILING, Action.DELETE),
                new Step(Trigger.LAST_CONTACT, Period.ofYears(3), From.TRIGGER, Bound.CEILING, Action.DELETE),
                new Step(Trigger.LAST_CONTACT, Period.ZERO, From.TRIGGER, Bound.CEILING, Action.BLOCK)));

        assertThat(rule.end(Action.DELETE, Map.of(), clock)).isEmpty();
        assertThat(rule.end(Action.ANONYMISE, Map.of(Trigger.CLOSING, AFTERNOON), clock))
                .isEmpty();
        assertThat(rule.end(Action.DELETE, Map.of(Trigger.LAST_CONTACT, AFTERNOON), clock))
                .hasValueSatisfying(end -> assertThat(end.due().on()).isEqualTo("2029-11-30"));
        assertThat(rule.end(Action.DELETE, Map.of(Trigger.LAST_CONTACT, AFTERNOON, Trigger.CLOSING, AFTERNOON), clock))
                .hasValueSatisfying(end -> assertThat(end.due().on()).isEqualTo("2026-12-30"));
        assertThat(rule.end(Action.BLOCK, Map.of(Trigger.LAST_CONTACT, AFTERNOON), clock))
                .hasValueSatisfying(end -> assertThat(end.due().until()).isEqualTo(AFTERNOON));
    }

    @Test
    void a_year_whose_holidays_nobody_listed_is_refused_aloud() {
        assertThatThrownBy(() -> clock.monthsAfter(Instant.parse("2049-12-15T10:00:00Z"), 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The policy lists holidays from 2018 through 2049, and 2050 needs its own");
        assertThat(clock.due(step(Period.ofYears(30), From.TRIGGER, Bound.CEILING), AFTERNOON)
                        .on())
                .isEqualTo("2056-11-30");
    }

    private static Step step(Period period, From from, Bound bound) {
        return new Step(Trigger.WITHDRAWAL, period, from, bound, Action.DELETE);
    }

    @Test
    void the_whole_last_day_is_in_time() {
        assertThat(clock.monthsAfter(Instant.parse("2026-08-31T10:00:00Z"), 1).until())
                .isEqualTo("2026-09-30T22:00:00Z");
    }

    @Test
    void each_date_says_how_it_came_about() {
        assertThat(clock.monthsAfter(Instant.parse("2026-01-31T10:00:00Z"), 1).because())
                .containsExactly(
                        "Received on 2026-01-31 in Europe/Berlin",
                        "1 month later is 2026-02-28, Art. 3(2)(c) of Regulation 1182/71",
                        "That is the last day of a month that has no day 31",
                        "2026-02-28 is a Saturday, and the period goes on, Art. 3(4)",
                        "2026-03-01 is a Sunday, and the period goes on, Art. 3(4)");
        assertThat(clock.monthsAfter(Instant.parse("2026-03-05T10:00:00Z"), 1).because())
                .contains("2026-04-06 is a public holiday, and the period goes on, Art. 3(4)");
    }

    @Test
    void says_so_in_every_language() {
        var evidence =
                clock.due(step(Period.ofYears(3), From.TRIGGER, Bound.CEILING), Instant.parse("2028-02-29T10:00:00Z"));
        assertThat(evidence.because(Locale.ENGLISH))
                .containsExactly(
                        "Consent withdrawn on 2028-02-29 in Europe/Berlin",
                        "3 years later is 2031-02-28, Art. 3(2)(c) of Regulation 1182/71",
                        "That is the last day of a month that has no day 29");
        assertThat(evidence.because(Locale.GERMAN))
                .containsExactly(
                        "Einwilligung widerrufen am 29. Februar 2028 in Europe/Berlin",
                        "3 Jahre später ist der 28. Februar 2031, Art. 3 Abs. 2 Buchst. c der Verordnung 1182/71",
                        "Das ist der letzte Tag eines Monats, der keinen 29. hat");
        assertThat(evidence.because(Locale.ITALIAN))
                .containsExactly(
                        "Consenso revocato il giorno 29 febbraio 2028 in Europe/Berlin",
                        "3 anni dopo è il giorno 28 febbraio 2031, art. 3, par. 2, lett. c), del regolamento 1182/71",
                        "È l'ultimo giorno di un mese che non ha il giorno 29");
        assertThat(clock.monthsAfter(Instant.parse("2026-03-05T10:00:00Z"), 1).because(Locale.GERMAN))
                .contains(
                        "5. April 2026 ist ein Sonntag, und die Frist läuft weiter, Art. 3 Abs. 4",
                        "6. April 2026 ist ein Feiertag, und die Frist läuft weiter, Art. 3 Abs. 4");
        assertThat(clock.due(step(Period.ofYears(8), From.YEAR_END, Bound.FLOOR), AFTERNOON)
                        .because(Locale.ITALIAN))
                .contains("Il termine decorre dalla fine dell'anno, il giorno 31 dicembre 2026");
    }

    /** A Saturday is as good as any day for a machine to do it, and 1 April 2026 is the Wednesday before Easter. */
    @Test
    void what_is_done_again_and_again_is_due_by_the_end_of_a_day_whatever_day_that_is() {
        var monthly = clock.again(Kept.ATTESTATION, Instant.parse("2026-01-28T23:30:00Z"), Period.ofMonths(1));
        assertThat(monthly.on()).isEqualTo("2026-02-28");
        assertThat(monthly.until()).isEqualTo("2026-02-28T23:00:00Z");
        assertThat(monthly.because())
                .containsExactly(
                        "Done on 2026-01-29 in Europe/Berlin",
                        "1 month later is 2026-02-28, Art. 3(2)(c) of Regulation 1182/71",
                        "That is the last day of a month that has no day 29");
        assertThat(clock.again(Kept.REGISTRATION, AFTERNOON, Period.ofYears(1)).because(Locale.GERMAN))
                .startsWith("Registriert am 30. November 2026 in Europe/Berlin");
        assertThat(clock.again(Kept.REVIEW, AFTERNOON, Period.ofMonths(6)).because(Locale.ITALIAN))
                .startsWith("Disposto o riesaminato da ultimo il giorno 30 novembre 2026 in Europe/Berlin");
    }

    @Test
    void who_deletes_by_a_rule_has_kept_it_for_as_far_as_the_last_run_went() {
        var rule = step(Period.ofMonths(13), From.TRIGGER, Bound.CEILING);
        var due = clock.again(LocalDate.parse("2025-01-31"), rule, Period.ofMonths(1));
        assertThat(due.on()).as("what is left is of 1 February 2025").isEqualTo("2026-04-01");
        assertThat(due.because())
                .startsWith("Everything up to 2025-01-31 is gone")
                .hasSize(4);
        assertThat(clock.again(
                                LocalDate.parse("2025-01-31"),
                                step(Period.ofYears(3), From.YEAR_END, Bound.CEILING),
                                Period.ofYears(1))
                        .on())
                .isEqualTo("2029-12-31");
    }

    @Test
    void a_rule_is_told_in_words() {
        var rule = step(Period.ofMonths(13), From.TRIGGER, Bound.CEILING);
        assertThat(rule.inWords(Locale.ENGLISH)).isEqualTo("Deleted 13 months after the withdrawal");
        assertThat(rule.inWords(Locale.GERMAN)).isEqualTo("Gelöscht 13 Monate nach dem Widerruf");
        assertThat(rule.inWords(Locale.ITALIAN)).isEqualTo("Cancellazione 13 mesi dopo la revoca");
        assertThat(step(Period.ofYears(10), From.YEAR_END, Bound.FLOOR).inWords(Locale.ENGLISH))
                .isEqualTo("Deleted 10 years after the withdrawal, counted from the end of its year, and not before");
        assertThat(step(Period.ZERO, From.TRIGGER, Bound.CEILING).inWords(Locale.GERMAN))
                .isEqualTo("Gelöscht mit dem Widerruf");
        for (var after : Trigger.values()) {
            for (var action : Action.values()) {
                var each = new Step(after, Period.ofYears(1), From.YEAR_END, Bound.FLOOR, action);
                assertThat(Languages.OF_TEXTS)
                        .allSatisfy(
                                language -> assertThat(each.inWords(language)).doesNotContain("{", "''"));
            }
        }
    }

    @Test
    void every_language_has_every_sentence() {
        var english = keys(Locale.ENGLISH);
        assertThat(english)
                .containsAll(Arrays.stream(Trigger.values())
                        .map(trigger -> "after." + Explanation.key(trigger))
                        .toList());
        assertThat(Languages.OF_TEXTS)
                .allSatisfy(language -> assertThat(keys(language)).isEqualTo(english));
    }

    private static Set<String> keys(Locale language) {
        return ResourceBundle.getBundle("nachweis/dates", language, Control.getNoFallbackControl(FORMAT_PROPERTIES))
                .keySet();
    }

    @ParameterizedTest
    @CsvSource({"1818, 03-22", "1954, 04-18", "2000, 04-23", "2026, 04-05", "2038, 04-25", "2049, 04-18"})
    void easter_is_when_it_is(int year, String day) {
        assertThat(Holiday.of("easter+0").in(year)).isEqualTo(year + "-" + day);
    }

    @Test
    void a_holiday_is_written_as_it_is_read() {
        assertThat(DAYS).extracting(Holiday::toString).contains("01-01", "easter-2", "easter+39");
        assertThat(Holiday.parse("02-30")).isEmpty();
        assertThat(Holiday.parse("easter")).isEmpty();
    }
}
