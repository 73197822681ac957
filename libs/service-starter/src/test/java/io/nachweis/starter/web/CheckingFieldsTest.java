package io.nachweis.starter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nachweis.contracts.PlatformProblem;
import io.nachweis.contracts.Refusal;
import java.time.Instant;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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
    @ValueSource(strings = {"", " \n", "\u200B\u00A0\t", "too long for ten", "\uFFFD", "\uD83D", "\uFFFF"})
    void refuses_a_text_that_nobody_can_read(@Nullable String value) {
        refuses(() -> RequestFields.text(value, "the field", 10));
    }

    /** What nobody sees when they paste it is no reason to refuse, nor to store anything else than is seen. */
    @ParameterizedTest
    @MethodSource("texts")
    void sees_a_text_as_its_reader_does(String typed, String line, String lines) {
        assertThat(RequestFields.visible(typed, "the field", 50, false)).contains(line);
        assertThat(RequestFields.visible(typed, "the field", 50, true)).contains(lines);
    }

    /** As typed, in one line, in several. */
    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("a\tb", "a b", "a b"),
                Arguments.of("a\u00A0\u2003b", "a b", "a  b"),
                Arguments.of(" \tAcme\r\nGmbH\u3000", "Acme GmbH", "Acme\nGmbH"),
                Arguments.of("a\rb\u2028c\u0085d", "a b c d", "a\nb\nc\nd"),
                Arguments.of("\uFEFFA\u200Bc\u00ADm\u2060e\u200E", "Acme", "Acme"),
                Arguments.of("\u202Eevil\u202C\u2066x\u2069", "evilx", "evilx"),
                Arguments.of("a\u0000b\u0007c\u007F", "abc", "abc"),
                Arguments.of("u\u0308ber", "\u00FCber", "\u00FCber"),
                Arguments.of("a\u200Db", "ab", "ab"),
                Arguments.of(
                        "\u06A9\u062A\u0627\u0628\u200C\u0647\u0627",
                        "\u06A9\u062A\u0627\u0628\u200C\u0647\u0627",
                        "\u06A9\u062A\u0627\u0628\u200C\u0647\u0627"),
                Arguments.of("\u0915\u094D\u200D\u0937", "\u0915\u094D\u200D\u0937", "\u0915\u094D\u200D\u0937"),
                Arguments.of(
                        "\uD83D\uDC68\u200D\uD83D\uDC67",
                        "\uD83D\uDC68\u200D\uD83D\uDC67",
                        "\uD83D\uDC68\u200D\uD83D\uDC67"),
                Arguments.of(
                        "\u2764\uFE0F\u200D\uD83D\uDD25",
                        "\u2764\uFE0F\u200D\uD83D\uDD25",
                        "\u2764\uFE0F\u200D\uD83D\uDD25"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\t\u00A0", "\u200B", "\u202A\u202C"})
    void takes_what_nobody_sees_for_nothing(@Nullable String typed) {
        assertThat(RequestFields.visible(typed, "the field", 50, false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u200Bada@example.org", "ada@example.org\u00A0\t", "ada\u00AD@exam\u200Bple.org\u202C"})
    void takes_an_address_as_it_is_seen(String pasted) {
        assertThat(RequestFields.email(pasted, "the field").value()).isEqualTo("ada@example.org");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "ada",
                "@example.org",
                "a da@example.org",
                "ada@example.org\r\nBcc: eve@example.org",
                "ada\u202Egro.elpmaxe@example.org"
            })
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
