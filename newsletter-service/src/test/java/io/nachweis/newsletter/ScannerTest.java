package io.nachweis.newsletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.testing.ModuleTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Programs that open links, follow them and press what they find do not confirm anything. */
@ModuleTest
class ScannerTest {

    private static final Pattern BUTTONS = Pattern.compile("<button [^>]*value=\"([a-z]+)\"");

    private final RunningNewsletter newsletter;

    ScannerTest(RunningNewsletter newsletter) {
        this.newsletter = newsletter;
    }

    @Test
    void that_opens_the_link_ten_times_changes_nothing() {
        String link = newsletter.signUp("opened@example.org");
        for (int i = 0; i < 10; i++) {
            newsletter.head(link);
            newsletter.get(link);
            newsletter.get(link + "&action=confirm&nonce=" + RunningNewsletter.nonce(newsletter.get(link)));
        }
        assertUnconfirmed("opened@example.org", link);
    }

    @Test
    void that_posts_what_stands_in_the_link_changes_nothing() {
        String link = newsletter.signUp("posted@example.org");
        newsletter.postForm(link);
        newsletter.postForm(link, "action", "confirm");
        newsletter.postForm(link, "action", "confirm", "nonce", "");
        newsletter.postForm(link, "action", "confirm", "nonce", "A".repeat(60));
        assertUnconfirmed("posted@example.org", link);
    }

    @Test
    void that_presses_the_first_button_changes_nothing() {
        String link = newsletter.signUp("first@example.org");
        String first = buttons(newsletter.get(link).body()).getFirst();
        assertThat(newsletter.press(link, first).body()).contains("Es hat sich nichts geändert");
        assertUnconfirmed("first@example.org", link);
    }

    @Test
    void that_presses_every_button_confirms_nothing_whatever_the_order() {
        for (List<String> order : List.of(
                List.of("later", "confirm", "deny"),
                List.of("deny", "confirm", "later"),
                List.of("deny", "confirm", "deny"))) {
            String email = "every-" + String.join("-", order) + "@example.org";
            String link = newsletter.signUp(email);
            assertThat(buttons(newsletter.get(link).body())).containsExactlyInAnyOrder("later", "confirm", "deny");
            String nonce = RunningNewsletter.nonce(newsletter.get(link));
            order.forEach(action -> newsletter.postForm(link, "action", action, "nonce", nonce));

            assertThat(newsletter.get(link).body()).containsAnyOf("zurückgewiesen", "Sie haben widerrufen");
            newsletter.clock.advance(Duration.ofMinutes(15));
            assertThat(newsletter.press(newsletter.signUp(email), "confirm").body())
                    .as("it was nobody's word, so nothing is held against the address")
                    .contains("<h1>Bestätigt</h1>");
        }
    }

    @Test
    void that_opens_the_page_anew_for_each_button_confirms_nothing() {
        String link = newsletter.signUp("anew@example.org");
        newsletter.press(link, "confirm");
        assertThat(buttons(newsletter.get(link).body())).containsExactly("deny");
        newsletter.press(link, "deny");
        assertThat(newsletter.get(link).body()).contains("Sie haben widerrufen");
        assertThat(newsletter.types("anew@example.org")).endsWith("subscription.consent-withdrawn.v1");
    }

    @Test
    void a_nonce_is_good_for_one_link_and_for_an_hour() {
        String link = newsletter.signUp("nonce@example.org");
        String other = newsletter.signUp("other-nonce@example.org");
        String nonce = RunningNewsletter.nonce(newsletter.get(link));
        assertThat(RunningNewsletter.nonce(newsletter.get(link))).isNotEqualTo(nonce);
        newsletter.postForm(other, "action", "confirm", "nonce", nonce);
        assertUnconfirmed("other-nonce@example.org", other);

        newsletter.clock.advance(Duration.ofHours(1));
        var late = newsletter.postForm(link, "action", "confirm", "nonce", nonce);
        assertThat(late.body()).contains("Bitte bestätigen");
        assertUnconfirmed("nonce@example.org", link);
        assertThat(newsletter
                        .postForm(link, "action", "confirm", "nonce", RunningNewsletter.nonce(late))
                        .body())
                .contains("<h1>Bestätigt</h1>");
    }

    @Test
    void a_denial_long_after_the_confirmation_takes_nothing_away() {
        String link = newsletter.signUp("long-after@example.org");
        newsletter.press(link, "confirm");
        newsletter.clock.advance(Duration.ofMinutes(10));
        assertThat(newsletter
                        .postForm(link, "action", "deny", "nonce", RunningNewsletter.nonce(newsletter.get(link)))
                        .body())
                .contains("Schon bestätigt")
                .doesNotContain("<button");
    }

    private void assertUnconfirmed(String email, String link) {
        assertThat(newsletter.get(link).body()).contains("Bitte bestätigen");
        assertThat(newsletter.types(email)).doesNotContain("subscription.confirmed.v1", "subscription.denied.v1");
    }

    private static List<String> buttons(String page) {
        return new ArrayList<>(BUTTONS.matcher(page)
                .results()
                .map((MatchResult button) -> button.group(1))
                .toList());
    }
}
