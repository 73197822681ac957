package io.nachweis.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    private static final String LOCAL_64 = "l".repeat(64);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@example.org",
                "Ada.Lovelace+newsletter@Example.ORG",
                "!#$%&'*+-/=?^_`{|}~@example.org",
                "jörg@müller.example",
                "用户@例子.公司",
                "δοκιμή@παράδειγμα.δοκιμή",
                "ada@xn--mller-kva.example",
                "ada@faß.de",
                "ada@a-b.c1",
                "o'hara@example.org"
            })
    void is_taken_as_it_is_spelled(String text) {
        assertThat(EmailAddress.of(text).value()).isEqualTo(text);
    }

    @Test
    void loses_the_white_space_around_it() {
        assertThat(EmailAddress.of("\t ada@example.org \r\n").value()).isEqualTo("ada@example.org");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "@",
                "ada",
                "ada@",
                "@example.org",
                "ada@localhost",
                "ada@example.org.",
                "ada@.example.org",
                "ada@example..org",
                "ada@-example.org",
                "ada@exam_ple.org",
                "ada@192.168.0.1",
                "ada@[192.168.0.1]",
                "ada@[IPv6:::1]",
                "ada@example.123",
                "ada@xn--a.example",
                ".ada@example.org",
                "ada.@example.org",
                "a..da@example.org",
                "\"ada\"@example.org",
                "ada lovelace@example.org",
                "ada@bob@example.org",
                "ada(comment)@example.org",
                "Ada <ada@example.org>",
                "ada@example.org,bob@example.org",
                "ada@example.org\r\nBcc: bob@example.org",
                "ada\n@example.org",
                "ada\0@example.org",
                "ada\u007f@example.org",
                "ada\u0085@example.org",
                "ada\u00a0b@example.org",
                "ada\u2028@example.org",
                "ada\u200b@example.org",
                "ada\u200d@example.org",
                "ada\ufeff@example.org",
                "\u202eada@example.org",
                "ada\u2066@example.org",
                "ada\u00ad@example.org",
                "ada\u3164@example.org",
                "ada\ufe0f@example.org",
                "ada\ud800@example.org",
                "ada\ue000@example.org",
                "ada\uffff@example.org",
                "ada@exam\u200bple.org",
                "ada@exam\u00adple.org",
                "ada@example.org\u200f"
            })
    void refuses_what_is_none_without_repeating_it(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmailAddress.of(text))
                .satisfies(e -> assertThat(e)
                        .message()
                        .startsWith("Not an e-mail address: ")
                        .doesNotContain("ada", "bob", "example", "192"));
    }

    @Test
    void counts_octets_and_not_characters() {
        assertThat(EmailAddress.of(LOCAL_64 + "@example.org")).isNotNull();
        assertRefused(LOCAL_64 + "l@example.org");
        assertThat(EmailAddress.of("ö".repeat(32) + "@example.org")).isNotNull();
        assertRefused("ö".repeat(33) + "@example.org");
    }

    @Test
    void has_at_most_254_octets_also_as_it_is_sent() {
        String label = "d".repeat(63) + ".";
        String longest = LOCAL_64 + "@" + label + label + "d".repeat(58) + ".de";
        assertThat(longest).hasSize(254);
        assertThat(EmailAddress.of(longest).value()).isEqualTo(longest);
        assertRefused(LOCAL_64 + "@" + label + label + "d".repeat(59) + ".de");
        assertRefused(LOCAL_64 + "@" + "bücher.".repeat(17) + "de");
        assertRefused("a@" + "d".repeat(64) + ".de");
        assertRefused("a".repeat(1_000_000));
    }

    @Test
    void is_sent_to_an_ascii_domain_with_its_local_part_untouched() {
        assertThat(EmailAddress.of("Jörg.Müller@MÜNCHEN.example").forSending())
                .isEqualTo("Jörg.Müller@xn--mnchen-3ya.example");
    }

    @ParameterizedTest
    @CsvSource({
        "Ada@Example.ORG, ada@example.org",
        "Ada.L+news@example.org, ada.l+news@example.org",
        "JÖRG@example.org, jörg@example.org",
        "jo\u0308rg@example.org, jörg@example.org",
        "ada@MÜNCHEN.example, ada@xn--mnchen-3ya.example",
        "ada@XN--MNCHEN-3YA.example, ada@xn--mnchen-3ya.example",
        "ada@faß.de, ada@xn--fa-hia.de",
        "ΣΊΣΥΦΟΣ@example.org, σίσυφοσ@example.org",
    })
    void is_compared_without_case_and_composed(String text, String normalised) {
        assertThat(EmailAddress.of(text).normalised()).isEqualTo(normalised);
    }

    @Test
    void is_compared_with_the_dots_and_tags_that_may_name_another_mailbox() {
        assertThat(EmailAddress.of("weiß@example.org").normalised())
                .isNotEqualTo(EmailAddress.of("weiss@example.org").normalised());
        assertThat(EmailAddress.of("a.da@example.org").normalised())
                .isNotEqualTo(EmailAddress.of("ada@example.org").normalised());
    }

    @Test
    void is_normalised_once_and_for_all_whatever_letters_it_has() {
        IntStream.rangeClosed(0x21, Character.MAX_CODE_POINT)
                .mapToObj(c -> "x" + Character.toString(c) + "@example.org")
                .filter(EmailAddressTest::isAddress)
                .map(text -> EmailAddress.of(text).normalised())
                .forEach(normalised ->
                        assertThat(EmailAddress.of(normalised).normalised()).isEqualTo(normalised));
    }

    @Test
    void does_not_print_itself() {
        assertThat(EmailAddress.of("ada@example.org")).hasToString("EmailAddress[…]");
        assertThat(Personal.of(EmailAddress.of("ada@example.org"))).hasToString("Known[…]");
    }

    private static void assertRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> EmailAddress.of(text));
    }

    private static boolean isAddress(String text) {
        try {
            return EmailAddress.of(text) != null;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
