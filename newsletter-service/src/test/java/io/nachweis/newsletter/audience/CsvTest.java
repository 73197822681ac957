package io.nachweis.newsletter.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.newsletter.audience.Exports.Change;
import io.nachweis.newsletter.audience.Exports.ExportPage;
import io.nachweis.newsletter.audience.Recipient.MayWrite;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void has_a_line_for_each_recipient() {
        var may = new MayWrite("a@example.org", NOON, "de", "https://u", "https://p", "<https://o>");
        var page =
                new ExportPage(List.of(new Change(7, new Recipient("ab", "1.x", may))), NOON.plusSeconds(60), 7, true);

        assertThat(Csv.of(page)).isEqualTo("""
                email,recipient,subject,since,locale,unsubscribe,preferences,list_unsubscribe,usable_until\r
                a@example.org,ab,1.x,2026-11-23T12:00:00Z,de,https://u,https://p,<https://o>,2026-11-23T12:01:00Z\r
                """);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "a@example.org, a@example.org",
                "=a@example.org, `\"=a\"@example.org`",
                "+49@example.org, `\"+49\"@example.org`",
                "-a@example.org, `\"-a\"@example.org`",
            })
    void writes_no_address_that_begins_a_formula(String email, String written) {
        assertThat(Csv.address(email)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "a, a",
                "`a,b`, `\"a,b\"`",
                "`a\"b`, `\"a\"\"b\"`",
                "=1+1, '=1+1",
                "@x, '@x",
                "`\"+a\"@b`, `\"\"\"+a\"\"@b\"`"
            })
    void quotes_what_has_to_be(String text, String cell) {
        assertThat(Csv.cell(text)).isEqualTo(cell);
    }
}
