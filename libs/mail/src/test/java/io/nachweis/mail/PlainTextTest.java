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
}
