package io.nachweis.newsletter.decision;

import io.nachweis.contracts.Channel;
import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Everything one can ask of a subscription. Instants come from outside; nothing here reads a clock. */
public sealed interface SubscriptionCommand {

    @TargetAggregateIdentifier
    UUID subscription();

    /** Somebody entered an address in a form. */
    record RequestSubscription(
            UUID subscription,
            String controller,
            UUID signUp,
            SubjectId subject,
            Personal<EmailAddress> email,
            Personal<String> ip,
            @Nullable Personal<String> company,
            @Nullable Personal<String> role,
            List<WordingShown> wordings,
            Instant requestedAt,
            Instant expiresAt,
            Instant purgeAt)
            implements SubscriptionCommand {}

    /** The reader of a mail whose link has expired wants another one. */
    record RenewConfirmation(UUID subscription, UUID signUp, Instant renewedAt, Instant expiresAt, Instant purgeAt)
            implements SubscriptionCommand {}

    /**
     * @param wordings the ids of those that are confirmed; null for all that the sign-up asked about
     * @param codeTyped whether the digits of the mail were typed besides pressing the button
     */
    record ConfirmSubscription(
            UUID subscription, UUID signUp, @Nullable Set<String> wordings, boolean codeTyped, Instant confirmedAt)
            implements SubscriptionCommand {}

    /** "This was not me." Said right after a confirmation it takes that back: whoever presses everything means nothing. */
    record DenySubscription(UUID subscription, UUID signUp, Instant deniedAt) implements SubscriptionCommand {}

    /** The time of a sign-up that nobody confirmed is over. */
    record ExpireSignUp(UUID subscription, UUID signUp, Instant expiredAt) implements SubscriptionCommand {}

    /**
     * @param purposes null for everything the person agreed to
     * @param receivedAt when the withdrawal reached the controller; it takes effect then
     */
    record WithdrawConsent(
            UUID subscription, @Nullable Set<String> purposes, Channel channel, Instant receivedAt, Instant recordedAt)
            implements SubscriptionCommand {

        boolean isOf(String purpose) {
            return purposes == null || purposes.contains(purpose);
        }

        Withdrawal withdrawal() {
            return new Withdrawal(channel, receivedAt);
        }

        boolean beats(SignUp signUp) {
            return withdrawal().beats(signUp);
        }
    }

    /** The reader of the mailbox says that this withdrawal was not theirs; consent-service has that on record. */
    record DisownWithdrawal(UUID subscription, String purpose, Channel channel, Instant receivedAt, Instant disownedAt)
            implements SubscriptionCommand {}

    /** Somebody wants to withdraw and has no mail at hand that says how. */
    record RequestUnsubscribeLink(UUID subscription, Instant requestedAt) implements SubscriptionCommand {}
}
