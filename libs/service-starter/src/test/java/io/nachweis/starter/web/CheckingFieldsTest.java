package io.nachweis.starter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.contracts.Refusal;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckingFieldsTest {

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");

    @Test
    void takes_what_is_good() {
        assertThat(RequestFields.email("Ada@example.org", "email").value()).isEqualTo("Ada@example.org");
        assertThat(RequestFields.text(" two\nlines ", "text", 9)).isEqualTo("two\nlines");
        assertThat(RequestFields.receivedAt("2018-05-25T00:00:00Z", "receivedAt", NOON))
                .isEqualTo("2018-05-25T00:00:00Z");
        assertThat(RequestFields.receivedAt("2026-05-04T11:59:59.123456789Z", "receivedAt", NOON))
                .isEqualTo("2026-05-04T11:59:59.123456Z");
        assertThat(RequestFields.receivedAt("2026-05-04T12:01:00Z", "receivedAt", NOON))
                .isEqualTo(NOON);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "yesterday", "2018-05-24T23:59:59Z", "2026-05-04T12:01:00.000001Z"})
    void refuses_what_cannot_have_been_received_then(@Nullable String value) {
        refuses(() -> RequestFields.receivedAt(value, "the field", NOON));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " \n", "too long for ten", "a\u0007b", "a\tb", "\uFFFD"})
    void refuses_a_text_that_nobody_can_read(@Nullable String value) {
        refuses(() -> RequestFields.text(value, "the field", 10));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "ada", "@example.org"})
    void refuses_what_is_no_address(@Nullable String value) {
        refuses(() -> RequestFields.email(value, "the field"));
    }

    private static void refuses(ThrowingCallable read) {
        assertThatThrownBy(read).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.problem()).isEqualTo(PlatformProblem.INVALID_FIELD);
            assertThat(refusal.field()).isEqualTo("the field");
        });
    }
}
