package io.nachweis.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SayingMomentsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de | 8. Dezember 2026 | 8. Dezember 2026, 12:05 Uhr (MEZ)",
                "en | 8 December 2026 | 8 December 2026, 12:05 (CET)",
                "it | 8 dicembre 2026 | 8 dicembre 2026, ore 12:05 (CET)"
            })
    void as_people_of_the_language_write_them(String language, String day, String moment) {
        var locale = Locale.forLanguageTag(language);
        var rome = ZoneId.of("Europe/Rome");
        var noon = Instant.parse("2026-12-08T11:05:00Z");
        assertThat(Moments.day(noon, rome, locale)).isEqualTo(day);
        assertThat(Moments.say(noon, rome, locale)).isEqualTo(moment);
    }
}
