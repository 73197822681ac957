package io.nachweis.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Test
    void says_where_links_lead() {
        assertThat(PlainText.of("More in the <a hreflang=\"en\" href=\"https://x.example/\">notice</a>."))
                .isEqualTo("More in the notice (https://x.example/).");
    }

    @Test
    void says_an_address_once() {
        assertThat(PlainText.of("to <a href=\"mailto:a@x.example\">a@x.example</a>"))
                .isEqualTo("to a@x.example");
    }

    @Test
    void keeps_paragraphs_and_characters() {
        assertThat(PlainText.of("<p>Muster &amp;\n  <b>Söhne</b></p><p>Two</p>"))
                .isEqualTo("Muster & Söhne\nTwo");
    }

    @Test
    void has_a_line_for_each_point_of_a_list_and_each_break() {
        assertThat(PlainText.of("<p>I agree<br>to:</p><ul>\n<li>mails</li>\n<li>no <b>calls</b></li></ul>"))
                .isEqualTo("I agree\nto:\nmails\nno calls");
    }

    @Test
    void takes_no_character_for_markup() {
        assertThat(PlainText.of(
                        "&sect;&nbsp;7 &lt;UWG&gt; &#8211; <a href=\"https://x.example/?a=1&amp;b=2\">&raquo;</a>"))
                .isEqualTo("§\u00a07 <UWG> – » (https://x.example/?a=1&b=2)");
    }

    @Test
    void breaks_long_lines_between_words() {
        assertThat(PlainText.of("0123456789 ".repeat(6) + "https://x.example/" + "0".repeat(72) + " end"))
                .isEqualTo("0123456789 ".repeat(5) + "0123456789\nhttps://x.example/" + "0".repeat(72) + "\nend");
    }
}
