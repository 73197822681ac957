package io.nachweis.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChoosingProblemFormatTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8 | HTML",
                "text/html | HTML",
                "TEXT/HTML ; charset=utf-8 ; q=0.9 , */* ; q=0.8 | HTML",
                "text/*, application/*;q=0.1 | HTML",
                "application/json | JSON",
                "application/problem+json, text/html;q=0.5 | JSON",
                "text/html;q=0, */* | JSON",
                "application/json, text/plain, */*;q=0.1 | JSON"
            })
    void follows_what_is_preferred(String accept, ProblemFormat preferred) {
        assertThat(ProblemFormat.preferredBy(accept)).contains(preferred);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "*/*", "text/html, application/json", "image/png", "text/html;q=nonsense", ";;,"})
    void sees_where_nothing_is(@Nullable String accept) {
        assertThat(ProblemFormat.preferredBy(accept)).isEmpty();
    }
}
