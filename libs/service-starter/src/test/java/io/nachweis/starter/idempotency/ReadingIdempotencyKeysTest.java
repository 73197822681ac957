package io.nachweis.starter.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nachweis.contracts.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingIdempotencyKeysTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"8e03978e-40d5-43dd-bc93-6894a57f9324\"|8e03978e-40d5-43dd-bc93-6894a57f9324",
                "8e03978e-40d5-43dd-bc93-6894a57f9324|8e03978e-40d5-43dd-bc93-6894a57f9324",
                " \"spaced\" |spaced",
                "\"with a space\"|with a space",
                "\"a \\\"quote\\\" and a \\\\\"|a \"quote\" and a \\",
                "dGVzdA==|dGVzdA=="
            })
    void takes_a_string_in_quotes_or_a_plain_one(String header, String value) {
        assertThat(IdempotencyKey.of(header).value()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\"\"",
                "\" \"",
                "\"open",
                "open\"",
                "\"a\\b\"",
                "two words",
                "\"a\", \"b\"",
                "a,b",
                "\"ü\"",
                "ü",
                "\"a\";p=1",
                "\"\u0007\"",
                "(a b)"
            })
    void refuses_what_is_neither_and_names_the_header(String header) {
        assertThatThrownBy(() -> IdempotencyKey.of(header)).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.problem()).isEqualTo(IdempotencyProblem.IDEMPOTENCY_KEY_INVALID);
            assertThat(refusal.field()).isEqualTo("Idempotency-Key");
        });
    }

    @Test
    void refuses_what_is_longer_than_255_characters() {
        assertThat(IdempotencyKey.of("k".repeat(255)).value()).hasSize(255);
        assertThat(IdempotencyKey.of("\"" + "\\\\".repeat(255) + "\"").value()).hasSize(255);
        for (String tooLong : new String[] {"k".repeat(256), "\"" + "k".repeat(256) + "\"", "k".repeat(100_000)}) {
            assertThatThrownBy(() -> IdempotencyKey.of(tooLong)).isInstanceOf(Refusal.class);
        }
    }

    @Test
    void can_fail_in_documented_ways_only() throws Exception {
        String documented = Files.readString(Path.of("../../docs/problems.md"));
        for (var problem : IdempotencyProblem.values()) {
            assertThat(documented)
                    .contains("## %s\n\n%d · %s\n".formatted(problem.slug(), problem.status(), problem.title()));
        }
    }
}
