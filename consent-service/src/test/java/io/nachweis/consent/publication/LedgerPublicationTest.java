package io.nachweis.consent.publication;

import static org.assertj.core.api.Assertions.assertThat;

import io.nachweis.consent.decision.ConsentEvent;
import io.nachweis.consent.decision.ConsentOutcome;
import io.nachweis.contracts.Channel;
import io.nachweis.contracts.ConsentSnapshot;
import io.nachweis.contracts.Fact;
import io.nachweis.event.SubjectId;
import io.nachweis.facts.Publication.Announcement;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LedgerPublicationTest {

    private static final SubjectId PERSON = SubjectId.of("1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    private static final Instant EIGHT = Instant.parse("2026-03-02T08:00:00Z");
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");

    private static final Fact WITHDRAWN =
            new Fact.ConsentWithdrawn("idm", "newsletter", "letter", Channel.LETTER, EIGHT, TEN);

    private static final Fact DISOWNED =
            new Fact.WithdrawalDisowned("idm", "newsletter", "sign-up", Channel.LETTER, EIGHT, TEN);

    private final LedgerPublication publication = new LedgerPublication();

    @Test
    void tells_that_consent_was_given_and_the_state_it_leaves() {
        assertThat(publication.announce(given(new ConsentOutcome(true, NINE))))
                .containsExactly(
                        Announcement.of(
                                "nachweis.consents",
                                PERSON,
                                new Fact.ConsentGiven(
                                        "idm",
                                        "newsletter",
                                        "sign-up",
                                        EIGHT,
                                        NINE,
                                        "newsletter/1/en",
                                        "ab".repeat(32))),
                        state(true, NINE));
    }

    @Test
    void tells_a_withdrawal_that_came_too_late_with_the_state_that_stays() {
        assertThat(publication.announce(withdrawn(true, new ConsentOutcome(true, NINE))))
                .containsExactly(Announcement.of("nachweis.consents", PERSON, WITHDRAWN), state(true, NINE));
    }

    @Test
    void tells_nobody_but_services_that_what_nobody_gave_was_withdrawn() {
        assertThat(publication.announce(withdrawn(false, new ConsentOutcome(false, EIGHT))))
                .containsExactly(Announcement.of("nachweis.consent", PERSON, WITHDRAWN));
    }

    @Test
    void tells_who_heard_of_a_withdrawal_that_it_is_disowned_and_the_state_that_leaves() {
        assertThat(publication.announce(disowned(true, new ConsentOutcome(true, NINE))))
                .containsExactly(Announcement.of("nachweis.consents", PERSON, DISOWNED), state(true, NINE));
        assertThat(publication.announce(disowned(false, new ConsentOutcome(false, EIGHT))))
                .containsExactly(Announcement.of("nachweis.consent", PERSON, DISOWNED));
    }

    private static ConsentEvent disowned(boolean known, ConsentOutcome outcome) {
        return new ConsentEvent.WithdrawalDisowned(
                new UUID(1, 1),
                PERSON,
                "idm",
                "newsletter",
                "/consent",
                "sign-up",
                Channel.LETTER,
                EIGHT,
                TEN,
                known,
                outcome);
    }

    @Test
    void tells_nobody_of_a_grant_that_was_withdrawn_before_it_was_known() {
        assertThat(publication.announce(given(new ConsentOutcome(false, TEN)))).isEmpty();
    }

    /** It was told so to everybody, and a reader that begins anew hears the same. */
    @Test
    void tells_what_was_withdrawn_before_it_was_noted_whether_a_grant_was_known() {
        assertThat(publication.announce(withdrawn(null, new ConsentOutcome(false, EIGHT))))
                .containsExactly(Announcement.of("nachweis.consents", PERSON, WITHDRAWN), state(false, EIGHT));
    }

    @Test
    void ends_the_state_that_was_told() {
        assertThat(publication.announce(new ConsentEvent.StateEnded(
                        new UUID(1, 1),
                        PERSON,
                        "idm",
                        "newsletter",
                        "/consent",
                        "sign-up",
                        TEN,
                        new ConsentOutcome(false, NINE))))
                .containsExactly(
                        new Announcement("nachweis.consents.state", PERSON, null, "idm/" + PERSON + "/newsletter"));
    }

    @Test
    void says_nothing_of_what_is_not_the_ledgers() {
        assertThat(publication.announce("something else")).isEmpty();
    }

    private static ConsentEvent given(ConsentOutcome outcome) {
        return new ConsentEvent.ConsentGiven(
                UUID.randomUUID(),
                PERSON,
                "idm",
                "newsletter",
                "/newsletter",
                "fact",
                "sign-up",
                EIGHT,
                NINE,
                "newsletter/1/en",
                "ab".repeat(32),
                outcome);
    }

    private static ConsentEvent withdrawn(@Nullable Boolean known, ConsentOutcome outcome) {
        return new ConsentEvent.ConsentWithdrawn(
                UUID.randomUUID(),
                PERSON,
                "idm",
                "newsletter",
                "/consent",
                null,
                "letter",
                Channel.LETTER,
                EIGHT,
                TEN,
                "privacy-desk",
                known,
                outcome);
    }

    private static Announcement state(boolean allowed, Instant since) {
        return new Announcement(
                "nachweis.consents.state",
                PERSON,
                new ConsentSnapshot("idm", "newsletter", allowed, since),
                "idm/" + PERSON + "/newsletter");
    }
}
