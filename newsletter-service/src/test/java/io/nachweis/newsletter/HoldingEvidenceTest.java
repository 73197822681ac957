package io.nachweis.newsletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import io.nachweis.contracts.Fact.ErasureOrdered;
import io.nachweis.contracts.Fact.HoldLifted;
import io.nachweis.contracts.Fact.HoldPlaced;
import io.nachweis.contracts.Fact.Order;
import io.nachweis.contracts.Topics;
import io.nachweis.evidence.Entry;
import io.nachweis.facts.FactListener.ReceivedFact;
import io.nachweis.lifecycle.RetentionPreview;
import io.nachweis.lifecycle.RetentionPreview.Item;
import io.nachweis.policy.Controllers;
import io.nachweis.testing.ModuleTest;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a legal hold stands on does not end, whatever would end it; when the hold is lifted, all of that happens at once. */
@ModuleTest
class HoldingEvidenceTest {

    private static final String EVIDENCE = "consent-records";
    private static final String DATA = "newsletter-data";
    private static final List<String> HELD_ONCE = List.of("retention.held.v1", "retention.released.v1");
    private static final Duration THREE_YEARS = Duration.ofDays(3 * 366);

    private final RunningNewsletter newsletter;

    HoldingEvidenceTest(RunningNewsletter newsletter) {
        this.newsletter = newsletter;
        newsletter.startBroker();
    }

    @Test
    void evidence_stays_beyond_its_day_and_ends_when_the_hold_is_lifted() {
        String email = "held-for-years@example.org";
        newsletter.press(newsletter.signUpAndConfirm(email), "unsubscribe");
        RunningNewsletter.await(() -> newsletter.types(email).contains("subscription.consent-withdrawn.v1"));
        RunningNewsletter.await(() -> ends(email).contains(EVIDENCE));

        UUID hold = hold(email, EVIDENCE);
        RunningNewsletter.await(() -> !ends(email).contains(EVIDENCE));
        newsletter.clock.advance(THREE_YEARS);
        RunningNewsletter.await(this::isEverythingDueTried);
        assertThat(newsletter.types(email)).contains("subscription.confirmed.v1", "subscription.consent-withdrawn.v1");

        lift(email, hold);
        RunningNewsletter.await(() -> newsletter.types(email).equals(HELD_ONCE));
        newsletter.clock.advance(Duration.ofDays(366));
        RunningNewsletter.await(() -> newsletter.entries(email).isEmpty() && keys(email) == 0);
        assertThat(newsletter.keys().getCollection("handles").countDocuments(of(email)))
                .isZero();
    }

    /** The index says only where to look. */
    @Test
    void evidence_that_is_found_to_be_due_while_it_is_held_stays() {
        String email = "held-and-due@example.org";
        newsletter.press(newsletter.signUpAndConfirm(email), "unsubscribe");
        RunningNewsletter.await(() -> newsletter.types(email).contains("subscription.consent-withdrawn.v1"));
        newsletter.clock.advance(THREE_YEARS.minusDays(5));
        UUID first = hold(email, EVIDENCE);
        UUID second = hold(email, EVIDENCE);
        newsletter.clock.advance(Duration.ofDays(5));

        lift(email, first);
        RunningNewsletter.await(this::isEverythingDueTried);
        assertThat(newsletter.types(email)).contains("subscription.confirmed.v1");

        lift(email, second);
        RunningNewsletter.await(() -> !newsletter.types(email).contains("subscription.confirmed.v1"));
    }

    @Test
    void a_sign_up_that_nobody_confirmed_waits_for_the_end_of_the_hold() {
        String email = "held-before@example.org";
        newsletter.signUp(email);
        RunningNewsletter.await(() -> newsletter.types(email).size() == 2);
        RunningNewsletter.await(() -> ends(email).contains(EVIDENCE));
        UUID hold = hold(email, EVIDENCE);
        assertThat(ends(email)).isEmpty();

        newsletter.clock.advance(Duration.ofDays(7).plusMinutes(1));
        RunningNewsletter.await(this::isEverythingDueTried);
        assertThat(newsletter.types(email))
                .containsExactly("subscription.requested.v1", "mail.sent.v1", "retention.held.v1");

        lift(email, hold);
        RunningNewsletter.await(() -> newsletter.types(email).equals(HELD_ONCE));
    }

    /** Whoever reads the mailbox may have had nothing to do with it, and still it is held. */
    @Test
    void a_sign_up_of_somebody_else_waits_too() {
        String email = "held-victim@example.org";
        String confirm = newsletter.signUp(email);
        RunningNewsletter.await(() -> newsletter.types(email).size() == 2);
        UUID hold = hold(email, EVIDENCE);

        newsletter.press(confirm, "deny");
        RunningNewsletter.await(() -> company(email).has("$erased"));
        assertThat(newsletter.types(email)).contains("subscription.requested.v1", "subscription.denied.v1");
        assertThat(newsletter.entries(email).getFirst().data().path("email").asString())
                .isEqualTo(email);

        lift(email, hold);
        RunningNewsletter.await(() -> newsletter.types(email).equals(HELD_ONCE));
    }

    @Test
    void an_erasure_keeps_it_without_a_day_and_goes_on_when_the_hold_is_lifted() {
        String email = "held-and-erased@example.org";
        newsletter.signUpAndConfirm(email);
        RunningNewsletter.await(() -> newsletter.types(email).size() == 4);
        UUID hold = hold(email, EVIDENCE, DATA);
        tell(email, new ErasureOrdered("muster", UUID.randomUUID().toString(), newsletter.clock.instant()));
        RunningNewsletter.await(() -> newsletter.types(email).contains("erasure.carried-out.v1"));

        JsonNode report = newsletter.entries(email).stream()
                .filter(entry -> entry.type().equals("erasure.carried-out.v1"))
                .map(Entry::data)
                .findFirst()
                .orElseThrow();
        assertThat(report.path("erased")).isEmpty();
        assertThat(report.path("kept").valueStream())
                .allSatisfy(kept -> {
                    assertThat(kept.has("until")).isFalse();
                    assertThat(kept.path("law").asString()).isEqualTo("Art. 17(3)(e) GDPR");
                })
                .extracting(kept -> kept.path("category").asString())
                .containsExactly(EVIDENCE, "legal-holds", DATA);
        newsletter.clock.advance(Duration.ofDays(1));
        RunningNewsletter.await(this::isEverythingDueTried);
        assertThat(company(email).asString()).isEqualTo("Acme");

        lift(email, hold);
        RunningNewsletter.await(() -> company(email).has("$erased"));
        assertThat(newsletter.entries(email).getFirst().data().path("email").asString())
                .as("is kept by the policy's rule")
                .isEqualTo(email);
        RunningNewsletter.await(() -> ends(email).contains(EVIDENCE));

        newsletter.clock.advance(THREE_YEARS);
        RunningNewsletter.await(
                () -> newsletter.types(email).stream().noneMatch(type -> type.startsWith("subscription.")));
    }

    @Test
    void of_somebody_who_was_erased_nothing_stays_that_only_the_hold_kept() {
        String email = "held-and-never-confirmed@example.org";
        newsletter.signUp(email);
        RunningNewsletter.await(() -> newsletter.types(email).size() == 2);
        UUID hold = hold(email, EVIDENCE);
        tell(email, new ErasureOrdered("muster", UUID.randomUUID().toString(), newsletter.clock.instant()));
        RunningNewsletter.await(() -> newsletter.types(email).contains("erasure.carried-out.v1"));
        assertThat(newsletter.types(email)).contains("subscription.requested.v1");

        lift(email, hold);
        RunningNewsletter.await(
                () -> newsletter.types(email).stream().noneMatch(type -> type.startsWith("subscription.")));
    }

    private UUID hold(String email, String... categories) {
        UUID hold = UUID.randomUUID();
        tell(email, new HoldPlaced("muster", hold.toString(), List.of(categories), newsletter.clock.instant()));
        return hold;
    }

    private void lift(String email, UUID hold) {
        tell(email, new HoldLifted("muster", hold.toString(), newsletter.clock.instant()));
    }

    private void tell(String email, Order order) {
        newsletter.hears(
                Topics.SUBJECTS,
                new ReceivedFact(UUID.randomUUID() + ".0", "/rights", 1, newsletter.subject(email), order));
    }

    /** The categories of which something is going to end in the next ten years. */
    private List<String> ends(String email) {
        LocalDate inTenYears = newsletter
                .clock
                .instant()
                .atZone(ZoneId.of("Europe/Berlin"))
                .toLocalDate()
                .plusYears(10);
        var muster = newsletter.bean(Controllers.class).find("muster").orElseThrow();
        return newsletter
                .bean(RetentionPreview.class)
                .until(inTenYears, muster, newsletter.subject(email), null, Locale.ENGLISH)
                .items()
                .stream()
                .map(Item::end)
                .map(end -> end.category())
                .toList();
    }

    private JsonNode company(String email) {
        return newsletter.entries(email).getFirst().data().path("company");
    }

    private boolean isEverythingDueTried() {
        return newsletter
                        .database()
                        .getCollection("due")
                        .countDocuments(Filters.lte("at", Date.from(newsletter.clock.instant())))
                == 0;
    }

    private long keys(String email) {
        return newsletter.keys().getCollection("keys").countDocuments(of(email));
    }

    private Bson of(String email) {
        return Filters.regex("_id", "^" + newsletter.subject(email).value().replace(".", "\\."));
    }
}
