package io.nachweis.newsletter;

import static com.mongodb.client.model.Filters.regex;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import io.nachweis.testing.ModuleTest;
import io.nachweis.testing.OverdueItems;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.Test;

@ModuleTest
class ForgettingTest {

    private final RunningNewsletter newsletter;

    ForgettingTest(RunningNewsletter newsletter) {
        this.newsletter = newsletter;
    }

    @Test
    void what_nobody_confirmed_leaves_nothing_that_could_be_opened() throws Exception {
        String email = "nobody@example.org";
        String confirm = newsletter.signUp(email);
        RunningNewsletter.await(() -> newsletter.types(email).size() == 2 && isNothingBeingErased());
        String subject = newsletter.subject(email).value();
        List<byte[]> secrets = secretsOf(subject);
        assertThat(secrets).hasSizeGreaterThanOrEqualTo(4);
        assertThat(found(secrets)).isEqualTo(secrets.size());

        OverdueItems.thatAlwaysFail(150, newsletter.database());
        newsletter.clock.advance(Duration.ofDays(7).plusMinutes(1));
        RunningNewsletter.await(
                () -> newsletter.entries(email).isEmpty() && secretsOf(subject).isEmpty());
        assertThat(handles(subject)).isZero();

        assertThat(found(secrets)).isZero();
        assertThat(found(List.of(
                        subject.getBytes(ISO_8859_1), email.getBytes(ISO_8859_1), "192.0.2.7".getBytes(ISO_8859_1))))
                .isZero();
        assertThat(newsletter.get(confirm).statusCode()).isEqualTo(410);
        assertThat(newsletter.press(confirm, "confirm").statusCode()).isEqualTo(410);
        assertThat(newsletter.press(confirm, "renew").statusCode()).isEqualTo(410);
    }

    /** As the form is, once it is admitted. */
    private boolean isNothingBeingErased() {
        return newsletter.keys().getCollection("keys").countDocuments(Filters.eq("retired", true)) == 0;
    }

    @Test
    void happens_at_once_when_it_was_somebody_else() throws Exception {
        String email = "victim@example.org";
        String confirm = newsletter.signUp(email);
        RunningNewsletter.await(() -> newsletter.types(email).size() == 2 && isNothingBeingErased());
        String subject = newsletter.subject(email).value();
        List<byte[]> secrets = secretsOf(subject);

        assertThat(newsletter.press(confirm, "deny").body()).contains("Danke für den Hinweis");
        RunningNewsletter.await(
                () -> newsletter.entries(email).isEmpty() && secretsOf(subject).isEmpty());
        assertThat(handles(subject)).isZero();

        assertThat(found(secrets)).isZero();
        assertThat(newsletter.press(confirm, "confirm").body()).contains("zurückgewiesen");
    }

    @Test
    void is_no_obstacle_to_signing_up_again_for_who_takes_it_back() {
        String email = "again@example.org";
        String first = newsletter.signUp(email);
        newsletter.press(first, "deny");
        newsletter.press(first, "undo");
        assertThat(newsletter.get(first).body())
                .contains("schicken wir wieder eine E-Mail")
                .doesNotContain("schicken wir keine", "Das war ein Versehen");
        newsletter.clock.advance(Duration.ofMinutes(15));

        String second = newsletter.signUp(email);
        assertThat(newsletter.press(second, "confirm").body()).contains("<h1>Bestätigt</h1>");
        RunningNewsletter.await(() -> newsletter
                .types(email)
                .equals(List.of(
                        "subscription.requested.v1", "mail.sent.v1", "subscription.confirmed.v1", "mail.sent.v1")));
        assertThat(newsletter.press(first, "confirm").body()).contains("zurückgewiesen");
    }

    @Test
    void spares_who_has_confirmed() {
        String email = "stays@example.org";
        newsletter.signUpAndConfirm(email);
        newsletter.clock.advance(Duration.ofDays(30));
        String other = "goes@example.org";
        newsletter.signUp(other);
        newsletter.clock.advance(Duration.ofDays(30));
        RunningNewsletter.await(() -> newsletter.entries(other).isEmpty());
        assertThat(newsletter.types(email)).hasSize(4);
    }

    @Test
    void still_lets_everybody_unsubscribe() {
        String email = "late@example.org";
        String unsubscribe = newsletter.signUpAndConfirm(email);
        for (int i = 0; i < 2; i++) {
            assertThat(newsletter.postForm(unsubscribe).body()).contains("Sie sind abgemeldet");
        }
        assertThat(newsletter.types(email))
                .filteredOn("subscription.consent-withdrawn.v1"::equals)
                .hasSize(1);
    }

    /** Wrapped keys and sealed disclosures as the database holds them now. */
    private List<byte[]> secretsOf(String subject) {
        var secrets = new ArrayList<byte[]>();
        var ids = new ArrayList<String>();
        for (Document key : newsletter.keys().getCollection("keys").find()) {
            if (key.toJson().contains(subject)) {
                binaries(key).forEach(secrets::add);
                ids.add(key.getString("kid"));
            }
        }
        for (Document commit : newsletter.database().getCollection("log").find()) {
            for (Document box : commit.getList("sealed", Document.class, List.of())) {
                if (ids.contains(box.getString("key"))) {
                    binaries(box).forEach(secrets::add);
                }
            }
        }
        return secrets;
    }

    private static List<byte[]> binaries(Document document) {
        return document.values().stream()
                .filter(Binary.class::isInstance)
                .map(value -> ((Binary) value).getData())
                .toList();
    }

    private long handles(String subject) {
        return newsletter
                .keys()
                .getCollection("handles")
                .countDocuments(regex("_id", "^" + subject.replace(".", "\\.")));
    }

    /** How many of these stand somewhere in the data folder. */
    private long found(List<byte[]> needles) throws Exception {
        String all = new String(newsletter.everyByte(), ISO_8859_1);
        return needles.stream()
                .filter(needle -> all.contains(new String(needle, ISO_8859_1)))
                .count();
    }
}
