package io.nachweis.newsletter.decision;

import io.nachweis.contracts.Channel;
import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import io.nachweis.newsletter.decision.SubscriptionCommand.ConfirmSubscription;
import io.nachweis.newsletter.decision.SubscriptionCommand.DenySubscription;
import io.nachweis.newsletter.decision.SubscriptionCommand.DisownWithdrawal;
import io.nachweis.newsletter.decision.SubscriptionCommand.ExpireSignUp;
import io.nachweis.newsletter.decision.SubscriptionCommand.RenewConfirmation;
import io.nachweis.newsletter.decision.SubscriptionCommand.RequestSubscription;
import io.nachweis.newsletter.decision.SubscriptionCommand.RequestUnsubscribeLink;
import io.nachweis.newsletter.decision.SubscriptionCommand.WithdrawConsent;
import io.nachweis.newsletter.decision.SubscriptionEvent.ConfirmationRenewed;
import io.nachweis.newsletter.decision.SubscriptionEvent.ConsentWithdrawn;
import io.nachweis.newsletter.decision.SubscriptionEvent.ConsentWithdrawnEarlier;
import io.nachweis.newsletter.decision.SubscriptionEvent.SignUpExpired;
import io.nachweis.newsletter.decision.SubscriptionEvent.SubscriptionConfirmed;
import io.nachweis.newsletter.decision.SubscriptionEvent.SubscriptionDenied;
import io.nachweis.newsletter.decision.SubscriptionEvent.SubscriptionRequested;
import io.nachweis.newsletter.decision.SubscriptionEvent.UnsubscribeLinkRequested;
import io.nachweis.newsletter.decision.SubscriptionEvent.WithdrawalDisowned;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The words in which the tests tell what happened. One person, one controller, a link of two days, a memory of seven. */
final class SubscriptionExamples {

    static final UUID SUBSCRIPTION = new UUID(1, 1);
    static final UUID FIRST = new UUID(2, 1);
    static final UUID SECOND = new UUID(2, 2);
    static final UUID THIRD = new UUID(2, 3);

    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    static final Duration LINK = Duration.ofDays(2);
    static final Duration MEMORY = Duration.ofDays(7);

    static final WordingShown GERMAN = wording("newsletter/1/de", 1, "de", "newsletter");
    static final WordingShown CHANGED = wording("newsletter/2/de", 2, "de", "newsletter");
    static final WordingShown EVENTS = wording("newsletter/3/de", 3, "de", "events");

    static final SubjectId SUBJECT = SubjectId.of("1." + "A".repeat(43));
    private static final Personal<EmailAddress> EMAIL = Personal.of(EmailAddress.of("erika@example.org"));
    private static final Personal<String> IP = Personal.of("192.0.2.7");

    private SubscriptionExamples() {}

    private static WordingShown wording(String id, int version, String locale, String purpose) {
        return new WordingShown(id, version, locale, "ab".repeat(32), ShownBy.US, List.of(purpose));
    }

    static Instant after(Duration time) {
        return NOON.plus(time);
    }

    static RequestSubscription signUp(UUID signUp, Instant at, WordingShown... wordings) {
        return new RequestSubscription(
                SUBSCRIPTION,
                "idm",
                signUp,
                SUBJECT,
                EMAIL,
                IP,
                null,
                null,
                List.of(wordings),
                at,
                at.plus(LINK),
                at.plus(MEMORY));
    }

    static SubscriptionRequested signedUp(UUID signUp, Instant at, WordingShown... wordings) {
        return new SubscriptionRequested(
                SUBSCRIPTION,
                "idm",
                signUp,
                SUBJECT,
                EMAIL,
                IP,
                null,
                null,
                List.of(wordings),
                at,
                at.plus(LINK),
                at.plus(MEMORY));
    }

    static SubscriptionRequested signedUp() {
        return signedUp(FIRST, NOON, GERMAN);
    }

    static ConfirmSubscription confirm(UUID signUp, Instant at) {
        return new ConfirmSubscription(SUBSCRIPTION, signUp, null, false, at);
    }

    static ConfirmSubscription confirmOnly(UUID signUp, Instant at, WordingShown... wordings) {
        return new ConfirmSubscription(
                SUBSCRIPTION, signUp, Stream.of(wordings).map(WordingShown::id).collect(Collectors.toSet()), false, at);
    }

    static SubscriptionConfirmed confirmed(UUID signUp, Instant requestedAt, Instant at, WordingShown... wordings) {
        return new SubscriptionConfirmed(
                SUBSCRIPTION, "idm", signUp, SUBJECT, List.of(wordings), requestedAt, at, null);
    }

    static SubscriptionConfirmed confirmed() {
        return confirmed(FIRST, NOON, after(Duration.ofHours(1)), GERMAN);
    }

    static RenewConfirmation renew(UUID signUp, Instant at) {
        return new RenewConfirmation(SUBSCRIPTION, signUp, at, at.plus(LINK), at.plus(MEMORY));
    }

    static ConfirmationRenewed renewed(UUID signUp, Instant at) {
        return new ConfirmationRenewed(SUBSCRIPTION, "idm", signUp, SUBJECT, at, at.plus(LINK), at.plus(MEMORY));
    }

    static DenySubscription thisWasNotMe(UUID signUp, Instant at) {
        return new DenySubscription(SUBSCRIPTION, signUp, at);
    }

    static SubscriptionDenied denied(UUID signUp, Channel channel, Instant at) {
        return new SubscriptionDenied(SUBSCRIPTION, signUp, SUBJECT, channel, at);
    }

    static ExpireSignUp expire(UUID signUp, Instant at) {
        return new ExpireSignUp(SUBSCRIPTION, signUp, at);
    }

    static SignUpExpired expired(UUID signUp, Instant at) {
        return new SignUpExpired(SUBSCRIPTION, "idm", signUp, SUBJECT, at);
    }

    static WithdrawConsent withdraw(@Nullable String purpose, Channel channel, Instant at) {
        return new WithdrawConsent(SUBSCRIPTION, purpose == null ? null : Set.of(purpose), channel, at, at);
    }

    static ConsentWithdrawn withdrawn(UUID signUp, Channel channel, Instant at) {
        return withdrawn("newsletter", signUp, channel, at);
    }

    static ConsentWithdrawn withdrawn(String purpose, UUID signUp, Channel channel, Instant at) {
        return new ConsentWithdrawn(SUBSCRIPTION, "idm", signUp, SUBJECT, purpose, channel, at, at);
    }

    static ConsentWithdrawnEarlier withdrawnEarlier(UUID signUp, Channel channel, Instant receivedAt) {
        return new ConsentWithdrawnEarlier(
                SUBSCRIPTION, "idm", signUp, SUBJECT, "newsletter", channel, receivedAt, receivedAt);
    }

    static DisownWithdrawal disown(Channel channel, Instant receivedAt) {
        return new DisownWithdrawal(SUBSCRIPTION, "newsletter", channel, receivedAt, receivedAt.plusSeconds(60));
    }

    static WithdrawalDisowned disowned(UUID signUp, Channel channel, Instant receivedAt, boolean inForce) {
        return new WithdrawalDisowned(
                SUBSCRIPTION,
                "idm",
                signUp,
                SUBJECT,
                "newsletter",
                channel,
                receivedAt,
                receivedAt.plusSeconds(60),
                inForce);
    }

    static RequestUnsubscribeLink askForALink(Instant at) {
        return new RequestUnsubscribeLink(SUBSCRIPTION, at);
    }

    static UnsubscribeLinkRequested askedForALink(UUID signUp, Instant at) {
        return new UnsubscribeLinkRequested(SUBSCRIPTION, "idm", signUp, SUBJECT, at);
    }
}
