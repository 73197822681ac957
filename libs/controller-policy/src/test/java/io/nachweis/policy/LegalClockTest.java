package io.nachweis.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LegalClockTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** Those of Schleswig-Holstein. */
    private static final List<Holiday> HOLIDAYS = Stream.of(
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

    private final LegalClock clock = new LegalClock(BERLIN, HOLIDAYS);

    @ParameterizedTest
    @CsvSource({
        "2026-03-05, 2026-04-07, 2026-06-05",
        "2026-08-31, 2026-09-30, 2026-11-30",
        "2026-01-31, 2026-03-02, 2026-04-30",
        "2028-01-31, 2028-02-29, 2028-05-02",
        "2026-11-25, 2026-12-28, 2027-02-25",
        "2026-11-30, 2026-12-30, 2027-03-01",
        "2027-02-28, 2027-03-30, 2027-05-28",
        "2029-07-31, 2029-08-31, 2029-11-01"
    })
    void one_and_three_months_end_on_a_working_day(LocalDate received, LocalDate one, LocalDate three) {
        Instant afternoon = received.atTime(LocalTime.of(15, 0)).atZone(BERLIN).toInstant();
        assertThat(clock.monthsAfter(afternoon, 1).on()).isEqualTo(one);
        assertThat(clock.monthsAfter(afternoon, 3).on()).isEqualTo(three);
    }

    @Test
    void the_day_of_receipt_is_that_of_the_controllers_zone() {
        var late = Instant.parse("2026-06-30T22:30:00Z");
        assertThat(clock.monthsAfter(late, 1).on()).isEqualTo("2026-08-03");
        assertThat(clock.monthsAfter(late, 3).on()).isEqualTo("2026-10-01");
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

    @ParameterizedTest
    @CsvSource({"1818, 03-22", "1954, 04-18", "2000, 04-23", "2026, 04-05", "2038, 04-25", "2049, 04-18"})
    void easter_is_when_it_is(int year, String day) {
        assertThat(Holiday.of("easter+0").in(year)).isEqualTo(year + "-" + day);
    }

    @Test
    void a_holiday_is_written_as_it_is_read() {
        assertThat(HOLIDAYS).extracting(Holiday::toString).contains("01-01", "easter-2", "easter+39");
        assertThat(Holiday.parse("02-30")).isEmpty();
        assertThat(Holiday.parse("easter")).isEmpty();
    }
}
