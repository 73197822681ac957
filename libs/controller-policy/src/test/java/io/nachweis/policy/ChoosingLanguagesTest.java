package io.nachweis.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChoosingLanguagesTest {

    private static final List<Locale> OFFERED = List.of(Locale.GERMAN, Locale.ENGLISH, Locale.forLanguageTag("pt-BR"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | en",
                "en-US | en",
                "en-Latn-GB-boont | en",
                "en_US | en",
                "DE-at | de",
                "fr, en;q=0.8, de;q=0.9 | de",
                "fr-CH, fr;q=0.9, en;q=0.8, *;q=0.5 | en",
                "pt-BR | pt-BR",
                "zh-Hant, pt-BR-x-private;q=0.1 | pt-BR"
            })
    void looks_up_what_a_wish_leads_to(String wish, String found) {
        assertThat(Languages.lookUp(OFFERED, wish)).contains(Locale.forLanguageTag(found));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fr", "pt", "*", "und", "deutsch bitte", "en;q=nonsense", "-", "1"})
    void passes_over_what_leads_nowhere(String wish) {
        assertThat(Languages.lookUp(OFFERED, wish)).isEmpty();
        assertThat(Languages.lookUp(OFFERED, wish, "en-GB")).contains(Locale.ENGLISH);
    }

    @Test
    void takes_the_first_wish_that_leads_anywhere() {
        assertThat(Languages.lookUp(OFFERED, null, "fr", "en", "de")).contains(Locale.ENGLISH);
    }
}
