package io.nachweis.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.mail.MailTokens.MailToken;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LinkingFromMailsTest {

    private static final MailToken TOKEN = new MailToken(
            "confirm",
            "idm",
            UUID.fromString("0b8ff3fe-1d0f-4c2e-9a7a-3d3f5bb4b1aa"),
            UUID.fromString("7a1c8e5d-2f64-4f0e-8b0e-5a2d9d7f3c11"));

    private final MailTokens tokens = tokens("0123456789abcdef0123456789abcdef");
    private final String issued = tokens.issue(TOKEN);

    private static MailTokens tokens(String key) {
        return new HmacMailTokens(key.getBytes(UTF_8));
    }

    @Test
    void a_token_says_what_it_is_about() {
        assertThat(tokens.verify(issued, "confirm", "idm")).contains(TOKEN);
    }

    @Test
    void a_token_is_the_same_for_ever_and_fits_a_line() {
        assertThat(issued)
                .isEqualTo("AQuP8_4dD0wumno9P1u0sap6HI5dL2RPDosOWi2dfzwR6bLWOlsWPNp2T9b3MRHN63fd")
                .hasSize(68);
    }

    /** Mail programs leave a hyphen or an underscore at the end of a link out of it. */
    @Test
    void a_token_ends_in_a_letter_or_digit() {
        var said = new TreeSet<Character>();
        for (int i = 0; i < 2_000; i++) {
            var token = new MailToken("confirm", "idm", TOKEN.stream(), new UUID(0, i));
            String text = tokens.issue(token);
            assertThat(text).matches("[\\w-]{67}[A-Za-z0-9]");
            assertThat(tokens.verify(text, "confirm", "idm")).contains(token);
            String old = tokens.secret(token);
            assertThat(tokens.verify(old, "confirm", "idm")).contains(token);
            said.add(old.charAt(old.length() - 1));
        }
        assertThat(said).contains('-', '_');
    }

    @Test
    void what_is_no_link_stays_what_it_was() {
        assertThat(tokens.secret(new MailToken("message", "idm", TOKEN.stream(), new UUID(0, 27))))
                .isEqualTo("AQuP8_4dD0wumno9P1u0saoAAAAAAAAAAAAAAAAAAAAbT8b5nvpxQgjOMecRNco5hY_-");
    }

    @Test
    void a_token_of_one_kind_never_passes_as_another() {
        assertThat(tokens.verify(issued, "unsubscribe", "idm")).isEmpty();
    }

    @Test
    void a_token_of_one_controller_never_passes_as_one_of_another() {
        assertThat(tokens.verify(issued, "confirm", "other")).isEmpty();
        assertThat(tokens.verify(tokens.issue(new MailToken("ab", "c", TOKEN.stream(), TOKEN.entry())), "a", "bc"))
                .isEmpty();
    }

    @Test
    void a_token_of_another_service_is_none() {
        assertThat(tokens("ffffffffffffffffffffffffffffffff").verify(issued, "confirm", "idm"))
                .isEmpty();
    }

    @Test
    void a_token_with_any_character_changed_is_none() {
        for (int i = 0; i < issued.length(); i++) {
            var changed = issued.substring(0, i) + (issued.charAt(i) == 'A' ? 'B' : 'A') + issued.substring(i + 1);
            assertThat(tokens.verify(changed, "confirm", "idm")).as("at %d", i).isEmpty();
        }
    }

    @Test
    void what_is_no_token_is_none() {
        for (String text :
                new String[] {"", "A", "ä", "=", issued + "A", issued + "=", " " + issued, "x".repeat(9_999)}) {
            assertThat(tokens.verify(text, "confirm", "idm")).as(text).isEmpty();
        }
    }
}
