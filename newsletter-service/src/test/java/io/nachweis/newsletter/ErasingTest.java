package io.nachweis.newsletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.Fact.ErasureOrdered;
import io.nachweis.contracts.Topics;
import io.nachweis.evidence.Entry;
import io.nachweis.facts.FactListener.ReceivedFact;
import io.nachweis.testing.ModuleTest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Somebody wants to be erased, and rights-service has ordered it. */
@ModuleTest
class ErasingTest {

    private final RunningNewsletter newsletter;

    ErasingTest(RunningNewsletter newsletter) {
        this.newsletter = newsletter;
    }

    @Test
    void withdraws_and_keeps_the_proof_of_consent_as_the_policy_says() {
        String email = "erased@example.org";
        newsletter.signUpAndConfirm(email);
        erase(email);
        assertThat(newsletter.types(email)).contains("subscription.consent-withdrawn.v1");
        JsonNode report = lastOf(email).data();
        assertThat(lastOf(email).type()).isEqualTo("erasure.carried-out.v1");
        assertThat(report.path("erased").valueStream())
                .extracting(erased -> erased.path("category").asString())
                .containsExactly("newsletter-data");
        JsonNode kept = report.path("kept").path(0);
        assertThat(kept.path("category").asString()).isEqualTo("consent-records");
        assertThat(kept.path("law").asString()).isEqualTo("Art. 17(3)(e) GDPR");
        assertThat(kept.path("until").asString()).isEqualTo(today().plusYears(3).toString());
    }

    @Test
    void forgets_a_sign_up_that_nobody_confirmed() {
        String email = "erased-before@example.org";
        String confirm = newsletter.signUp(email);
        erase(email);
        RunningNewsletter.await(() -> newsletter.types(email).stream().allMatch(type -> type.startsWith("erasure")));
        assertThat(newsletter.press(confirm, "confirm").body()).contains("zurückgewiesen");
    }

    @Test
    void says_how_much_of_a_category_proves_nothing_and_ends() {
        String email = "erased-and-kept@example.org";
        newsletter.signUpAndConfirm(email);
        RunningNewsletter.await(() -> newsletter.types(email).size() == 4);
        newsletter.clock.advance(Duration.ofHours(1));
        newsletter.postJson("/api/v1/muster/subscriptions", """
                {"email": "%s", "consents": ["newsletter/1/en"]}""".formatted(email));
        RunningNewsletter.await(() -> newsletter.types(email).size() == 6);
        erase(email);
        JsonNode report = lastOf(email).data();
        assertThat(report.at("/kept/0/entries").asLong()).isEqualTo(4);
        assertThat(report.at("/erased/0/category").asString()).isEqualTo("consent-records");
        assertThat(report.at("/erased/0/entries").asLong()).isEqualTo(2);
    }

    @Test
    void counts_from_the_withdrawal_where_that_was_long_ago() {
        String email = "withdrawn-long-ago@example.org";
        String unsubscribe = newsletter.signUpAndConfirm(email);
        LocalDate withdrawn = today();
        newsletter.press(unsubscribe, "unsubscribe");
        newsletter.clock.advance(Duration.ofDays(100));
        erase(email);
        assertThat(lastOf(email).data().at("/kept/0/until").asString())
                .isEqualTo(withdrawn.plusYears(3).toString());
    }

    @Test
    void puts_nothing_on_record_twice() {
        String email = "erased-twice@example.org";
        newsletter.signUpAndConfirm(email);
        var order = new ErasureOrdered("muster", UUID.randomUUID().toString(), newsletter.clock.instant());
        tell(email, order);
        int before = newsletter.types(email).size();
        tell(email, order);
        assertThat(newsletter.types(email)).hasSize(before);
    }

    @Test
    void erases_only_what_is_older_than_the_order_when_that_is_delayed() {
        String email = "back-once-more@example.org";
        newsletter.signUp(email);
        RunningNewsletter.await(() -> newsletter.types(email).size() == 2);
        Instant ordered = newsletter.clock.instant();
        newsletter.clock.advance(Duration.ofHours(1));
        String unsubscribe = newsletter.signUpAndConfirm(email);

        tell(email, new ErasureOrdered("muster", UUID.randomUUID().toString(), ordered));

        assertThat(lastOf(email).data().at("/erased/0/entries").asLong()).isEqualTo(2);
        RunningNewsletter.await(() -> newsletter.types(email).stream()
                        .filter("subscription.requested.v1"::equals)
                        .count()
                == 1);
        assertThat(newsletter.types(email)).contains("subscription.confirmed.v1");
        assertThat(newsletter.press(unsubscribe, "unsubscribe").statusCode()).isEqualTo(200);
        RunningNewsletter.await(() -> newsletter.types(email).contains("subscription.consent-withdrawn.v1"));
    }

    private LocalDate today() {
        return newsletter.clock.instant().atZone(ZoneId.of("Europe/Berlin")).toLocalDate();
    }

    private Entry lastOf(String email) {
        return newsletter.entries(email).getLast();
    }

    private void erase(String email) {
        tell(email, new ErasureOrdered("muster", UUID.randomUUID().toString(), newsletter.clock.instant()));
    }

    private void tell(String email, ErasureOrdered order) {
        newsletter.hears(
                Topics.SUBJECTS,
                new ReceivedFact(UUID.randomUUID() + ".0", "/rights", 1, newsletter.subject(email), order));
        RunningNewsletter.await(() -> newsletter.types(email).contains("erasure.carried-out.v1"));
    }
}
