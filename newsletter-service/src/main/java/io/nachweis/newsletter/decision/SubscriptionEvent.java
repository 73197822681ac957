package io.nachweis.newsletter.decision;

import io.nachweis.contracts.Channel;
import io.nachweis.event.DataCategory;
import io.nachweis.event.EmailAddress;
import io.nachweis.event.EndOfRetention;
import io.nachweis.event.EntryType;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The whole life of a subscription. Every fact belongs to one sign-up, and its personal part ends with that sign-up's; what
 * proves nothing ends with the consent.
 */
@DataCategory(value = SubscriptionEvent.CATEGORY, perCase = "signUp")
public sealed interface SubscriptionEvent {

    /** The category of the policy that says what a sign-up stores and for how long. */
    String CATEGORY = "consent-records";

    /** What the newsletter is for, as long as it goes out. */
    String NEWSLETTER_DATA = "newsletter-data";

    UUID subscription();

    UUID signUp();

    SubjectId subject();

    /**
     * @param expiresAt until when the link of the confirmation mail works
     * @param purgeAt when the sign-up is forgotten unless it was confirmed
     */
    @DataCategory(value = CATEGORY, perCase = "signUp", newKey = true)
    @EntryType("subscription.requested.v1")
    record SubscriptionRequested(
            UUID subscription,
            String controller,
            UUID signUp,
            SubjectId subject,
            Personal<EmailAddress> email,
            Personal<String> ip,

            @DataCategory(value = NEWSLETTER_DATA, perCase = "signUp", newKey = true) @Nullable
            Personal<String> company,

            @DataCategory(value = NEWSLETTER_DATA, perCase = "signUp", newKey = true) @Nullable
            Personal<String> role,

            List<WordingShown> wordings,
            Instant requestedAt,
            Instant expiresAt,
            Instant purgeAt)
            implements SubscriptionEvent {}

    /** The link had expired and its reader asked for a fresh mail. */
    @EntryType("subscription.confirmation-renewed.v1")
    record ConfirmationRenewed(
            UUID subscription,
            String controller,
            UUID signUp,
            SubjectId subject,
            Instant renewedAt,
            Instant expiresAt,
            Instant purgeAt)
            implements SubscriptionEvent {}

    /**
     * @param wordings those of the sign-up that were confirmed; nothing was agreed to by the others
     * @param codeTyped true if the digits of the mail were typed besides pressing the button, else null
     */
    @EntryType("subscription.confirmed.v1")
    record SubscriptionConfirmed(
            UUID subscription,
            String controller,
            UUID signUp,
            SubjectId subject,
            List<WordingShown> wordings,
            Instant requestedAt,
            Instant confirmedAt,
            @Nullable Boolean codeTyped)
            implements SubscriptionEvent {}

    /** Whoever reads the mailbox says that the sign-up is not theirs, or withdrew before confirming it. */
    @EntryType("subscription.denied.v1")
    record SubscriptionDenied(UUID subscription, UUID signUp, SubjectId subject, Channel channel, Instant deniedAt)
            implements SubscriptionEvent {}

    /**
     * Nobody confirmed the sign-up in time.
     *
     * @param controller null in entries that are older than this component
     */
    @EntryType("subscription.expired.v1")
    record SignUpExpired(
            UUID subscription, @Nullable String controller, UUID signUp, SubjectId subject, Instant expiredAt)
            implements SubscriptionEvent, EndOfRetention {

        @Override
        public Optional<String> endedCategory() {
            return Optional.of(CATEGORY);
        }
    }

    /** @param signUp the one that had given the consent */
    @EntryType("subscription.consent-withdrawn.v1")
    record ConsentWithdrawn(
            UUID subscription,
            String controller,
            UUID signUp,
            SubjectId subject,
            String purpose,
            Channel channel,
            Instant receivedAt,
            Instant recordedAt)
            implements SubscriptionEvent {}

    /**
     * A withdrawal that takes nothing out of force and still ends a sign-up earlier than was known: a newer one had taken
     * its place, or it was withdrawn later too. Or a sign-up that was withdrawn already, by what may yet be disowned.
     * Evidence needs it, and nobody else.
     */
    @EntryType("subscription.consent-withdrawn-earlier.v1")
    record ConsentWithdrawnEarlier(
            UUID subscription,
            String controller,
            UUID signUp,

            @DataCategory(value = CATEGORY, perCase = "signUp")
            SubjectId subject,

            String purpose,
            Channel channel,
            Instant receivedAt,
            Instant recordedAt)
            implements SubscriptionEvent {}

    /**
     * A withdrawal counts no more, because the reader of the mailbox says that it was not theirs. What it had denied while
     * it waited for its confirmation stays forgotten.
     *
     * @param signUp the newest that the withdrawal beats
     * @param receivedAt with the channel, which withdrawal it is
     * @param inForce whether there is consent to the purpose from then on
     */
    @EntryType("subscription.withdrawal-disowned.v1")
    record WithdrawalDisowned(
            UUID subscription,
            String controller,
            UUID signUp,

            @DataCategory(value = CATEGORY, perCase = "signUp")
            SubjectId subject,

            String purpose,
            Channel channel,
            Instant receivedAt,
            Instant disownedAt,
            boolean inForce)
            implements SubscriptionEvent {}

    /**
     * Somebody asked for a link to withdraw by; it is mailed to the address itself.
     *
     * @param signUp the latest that a consent in force was given by
     */
    @EntryType("subscription.unsubscribe-link-requested.v1")
    record UnsubscribeLinkRequested(
            UUID subscription, String controller, UUID signUp, SubjectId subject, Instant requestedAt)
            implements SubscriptionEvent {}
}
