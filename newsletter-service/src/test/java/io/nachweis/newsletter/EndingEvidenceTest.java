package io.nachweis.newsletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import io.nachweis.testing.ModuleTest;
import io.nachweis.testing.OverdueItems;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Evidence of a consent stays for three years after the withdrawal that counts, and ends then, once it is published. */
@ModuleTest
class EndingEvidenceTest {

    private static final List<String> SIGNED_UP =
            List.of("subscription.requested.v1", "mail.sent.v1", "subscription.confirmed.v1", "mail.sent.v1");

    private final RunningNewsletter newsletter;

    EndingEvidenceTest(RunningNewsletter newsletter) {
        this.newsletter = newsletter;
        newsletter.startBroker();
    }

    @Test
    void ends_on_its_day_and_not_before_and_only_that_of_the_sign_up_that_was_withdrawn() {
        String email = "three-years@example.org";
        String other = "still-here@example.org";
        newsletter.signUpAndConfirm(other);
        String unsubscribe = newsletter.signUpAndConfirm(email);
        newsletter.press(unsubscribe, "unsubscribe");
        RunningNewsletter.await(() -> newsletter.types(email).contains("subscription.consent-withdrawn.v1"));
        Instant withdrawn = newsletter.clock.instant();
        newsletter.clock.advance(Duration.ofDays(400));
        newsletter.signUpAndConfirm(email);
        RunningNewsletter.await(() -> newsletter.types(email).size() == 9);
        String subject = newsletter.subject(email).value();
        RunningNewsletter.await(() -> keys(subject) == 3);

        Instant end = withdrawn.atZone(ZoneId.of("Europe/Berlin")).plusYears(3).toInstant();
        OverdueItems.thatAlwaysFail(20, newsletter.database());
        newsletter.clock.advance(Duration.between(newsletter.clock.instant(), end.minus(Duration.ofMinutes(10))));
        RunningNewsletter.await(this::isEverythingDueTried);
        assertThat(newsletter.types(email)).hasSize(9);

        newsletter.clock.advance(Duration.ofMinutes(11));
        RunningNewsletter.await(() -> newsletter.types(email).equals(SIGNED_UP) && keys(subject) == 2);
        assertThat(handles(subject)).isEqualTo(1);
        assertThat(newsletter.everyEntry("retention.ended.v1"))
                .allSatisfy(ended -> assertThat(ended.toString()).doesNotContain(subject, email))
                .extracting(ended ->
                        ended.path("category").asString() + ended.path("caseId").asString())
                .isNotEmpty()
                .doesNotHaveDuplicates();
        assertThat(newsletter.types(other)).isEqualTo(SIGNED_UP);
    }

    /** It proves nothing; the address and the times do. */
    @Test
    void ends_company_and_role_with_the_consent() {
        String email = "no-longer-of-acme@example.org";
        String unsubscribe = newsletter.signUpAndConfirm(email);
        assertThat(signedUp(email).path("company").asString()).isEqualTo("Acme");

        newsletter.press(unsubscribe, "unsubscribe");

        RunningNewsletter.await(() -> keys(newsletter.subject(email).value()) == 1);
        assertThat(signedUp(email).at("/company/$erased").asBoolean()).isTrue();
        assertThat(signedUp(email).path("email").asString()).isEqualTo(email);
    }

    @Test
    void leaves_nothing_that_leads_to_who_has_no_other() {
        String email = "gone@example.org";
        newsletter.press(newsletter.signUpAndConfirm(email), "unsubscribe");
        RunningNewsletter.await(() -> newsletter.types(email).contains("subscription.consent-withdrawn.v1"));
        String subject = newsletter.subject(email).value();

        newsletter.clock.advance(Duration.ofDays(3 * 366));
        RunningNewsletter.await(() -> newsletter.entries(email).isEmpty() && keys(subject) == 0);

        assertThat(handles(subject)).isZero();
        assertThat(newsletter.database().getCollection("log").countDocuments(Filters.eq("subjects.id", subject)))
                .isZero();
        RunningNewsletter.await(() ->
                newsletter.database().getCollection("due").countDocuments(Filters.eq("kind", "consent-records")) == 0);
    }

    /** As when the index was lost, or its projection is behind: it says only where to look. */
    @Test
    void asks_the_log_whether_it_is_due() {
        String email = "looked-at@example.org";
        newsletter.press(newsletter.signUpAndConfirm(email), "unsubscribe");
        RunningNewsletter.await(() -> newsletter.types(email).contains("subscription.consent-withdrawn.v1"));
        var due = newsletter.database().getCollection("due");
        RunningNewsletter.await(() -> due.countDocuments(Filters.eq("kind", "consent-records")) > 0);
        var items = due.find(Filters.eq("kind", "consent-records")).into(new ArrayList<>());

        due.updateMany(
                Filters.eq("kind", "consent-records"),
                new Document("$set", new Document("at", Date.from(newsletter.clock.instant()))));

        RunningNewsletter.await(() -> due.find(Filters.eq("kind", "consent-records")).into(new ArrayList<>()).stream()
                .map(item -> item.getDate("at"))
                .toList()
                .equals(items.stream().map(item -> item.getDate("at")).toList()));
        RunningNewsletter.await(() -> newsletter.types(email).size() == 5);
    }

    private JsonNode signedUp(String email) {
        return newsletter.entries(email).getFirst().data();
    }

    private boolean isEverythingDueTried() {
        return newsletter
                        .database()
                        .getCollection("due")
                        .countDocuments(Filters.lte("at", Date.from(newsletter.clock.instant())))
                == 0;
    }

    private long keys(String subject) {
        return newsletter.keys().getCollection("keys").countDocuments(of(subject));
    }

    private long handles(String subject) {
        return newsletter.keys().getCollection("handles").countDocuments(of(subject));
    }

    private static Bson of(String subject) {
        return Filters.regex("_id", "^" + subject.replace(".", "\\."));
    }
}
