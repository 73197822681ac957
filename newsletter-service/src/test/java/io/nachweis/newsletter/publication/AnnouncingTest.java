package io.nachweis.newsletter.publication;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.contracts.Channel;
import io.nachweis.contracts.Fact;
import io.nachweis.event.SubjectId;
import io.nachweis.facts.Publication.Announcement;
import io.nachweis.newsletter.decision.ShownBy;
import io.nachweis.newsletter.decision.SubscriptionEvent.ConsentWithdrawn;
import io.nachweis.newsletter.decision.SubscriptionEvent.SignUpExpired;
import io.nachweis.newsletter.decision.SubscriptionEvent.SubscriptionConfirmed;
import io.nachweis.newsletter.decision.SubscriptionEvent.SubscriptionDenied;
import io.nachweis.newsletter.decision.WordingShown;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AnnouncingTest {

    private static final UUID STREAM = new UUID(1, 1);
    private static final UUID SIGN_UP = new UUID(2, 2);
    private static final SubjectId SUBJECT = SubjectId.of("1." + "A".repeat(43));
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(60);

    private final NewsletterPublication publication = new NewsletterPublication();

    @Test
    void tells_of_each_purpose_that_was_agreed_to() {
        var wording = new WordingShown(
                "newsletter/1/de", 1, "de", "ab".repeat(32), ShownBy.US, List.of("newsletter", "follow-up"));
        var confirmed =
                new SubscriptionConfirmed(STREAM, "muster", SIGN_UP, SUBJECT, List.of(wording), NOON, LATER, null);
        assertThat(publication.announce(confirmed)).containsExactly(given("newsletter"), given("follow-up"));
    }

    @Test
    void tells_of_a_withdrawal() {
        var withdrawn =
                new ConsentWithdrawn(STREAM, "muster", SIGN_UP, SUBJECT, "newsletter", Channel.ONE_CLICK, NOON, LATER);
        assertThat(publication.announce(withdrawn))
                .containsExactly(Announcement.of(
                        "nachweis.newsletter",
                        SUBJECT,
                        new Fact.ConsentWithdrawn(
                                "muster", "newsletter", SIGN_UP.toString(), Channel.ONE_CLICK, NOON, LATER)));
    }

    @Test
    void keeps_quiet_about_what_was_never_confirmed() {
        assertThat(publication.announce(new SignUpExpired(STREAM, "idm", SIGN_UP, SUBJECT, NOON)))
                .isEmpty();
        assertThat(publication.announce(new SubscriptionDenied(STREAM, SIGN_UP, SUBJECT, Channel.PAGE, NOON)))
                .isEmpty();
    }

    private static Announcement given(String purpose) {
        return Announcement.of(
                "nachweis.newsletter",
                SUBJECT,
                new Fact.ConsentGiven(
                        "muster", purpose, SIGN_UP.toString(), NOON, LATER, "newsletter/1/de", "ab".repeat(32)));
    }
}
