package io.nachweis.newsletter.decision;

import io.nachweis.event.EmailAddress;
import io.nachweis.event.SubjectId;
import io.nachweis.newsletter.decision.SubscriptionEvent.ConfirmationRenewed;
import io.nachweis.newsletter.decision.SubscriptionEvent.SubscriptionConfirmed;
import io.nachweis.newsletter.decision.SubscriptionEvent.SubscriptionRequested;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One filled-in form and what became of it.
 *
 * @param renewal the latest; null unless a fresh mail was asked for
 * @param confirmation null unless it was ever confirmed
 */
public record SignUp(
        SubscriptionRequested request,
        @Nullable ConfirmationRenewed renewal,
        @Nullable SubscriptionConfirmed confirmation,
        Fate fate) {

    /** Whoever presses the button twice gets one mail. */
    private static final Duration FRESH = Duration.ofMinutes(15);

    /** A denial so soon after the confirmation is no second thought: something pressed every button. */
    private static final Duration CONTRADICTION = Duration.ofMinutes(10);

    /** How a sign-up ended, if it has. */
    public enum Fate {
        PENDING,
        /** A newer sign-up took its place. */
        REPLACED,
        CONFIRMED,
        WITHDRAWN,
        DENIED,
        EXPIRED
    }

    static SignUp of(SubscriptionRequested request) {
        return new SignUp(request, null, null, Fate.PENDING);
    }

    SignUp with(Fate next) {
        return new SignUp(request, renewal, confirmation, next);
    }

    SignUp with(SubscriptionConfirmed event) {
        return new SignUp(request, renewal, event, Fate.CONFIRMED);
    }

    SignUp with(ConfirmationRenewed event) {
        return new SignUp(request, event, confirmation, fate);
    }

    public UUID id() {
        return request.signUp();
    }

    String controller() {
        return request.controller();
    }

    public SubjectId subject() {
        return request.subject();
    }

    /** Where its mails go; empty once the address is erased. */
    public Optional<EmailAddress> recipient() {
        return Optional.ofNullable(request.email().orNull());
    }

    /** What was not confirmed was never agreed to. */
    public List<WordingShown> wordings() {
        return confirmation == null ? request.wordings() : confirmation.wordings();
    }

    /** The language its person read. */
    public String locale() {
        return wordings().getFirst().locale();
    }

    public Instant requestedAt() {
        return request.requestedAt();
    }

    /** Until when the link of its mail works. */
    public Instant expiresAt() {
        return renewal == null ? request.expiresAt() : renewal.expiresAt();
    }

    /** When it is forgotten unless it was confirmed. */
    public Instant purgeAt() {
        return renewal == null ? request.purgeAt() : renewal.purgeAt();
    }

    /** When its mail was asked for, the latest of several. */
    public Instant askedAt() {
        return renewal == null ? requestedAt() : renewal.renewedAt();
    }

    /** After how many days at the latest it is forgotten, begun ones counted, from when its mail was asked for. */
    public long daysUnlessConfirmed() {
        return (Duration.between(askedAt(), purgeAt()).toSeconds() + 86_399) / 86_400;
    }

    public Optional<Instant> confirmedAt() {
        return Optional.ofNullable(confirmation).map(SubscriptionConfirmed::confirmedAt);
    }

    /** At any time: it proves that there was consent, however that ended. */
    boolean isProof() {
        return confirmation != null;
    }

    boolean isPending() {
        return fate == Fate.PENDING;
    }

    /** Never confirmed and not yet given up: its data has to go one day. */
    public boolean isUnconfirmed() {
        return fate == Fate.PENDING || fate == Fate.REPLACED;
    }

    /** Its personal data is gone, or about to be. */
    boolean isForgotten() {
        return fate == Fate.DENIED || fate == Fate.EXPIRED;
    }

    boolean isFresh(Instant at) {
        return at.isBefore(requestedAt().plus(FRESH));
    }

    boolean linkWorks(Instant at) {
        return at.isBefore(expiresAt());
    }

    /** Whether "this was not me" takes its confirmation back. */
    public boolean isContradictedBy(Instant deniedAt) {
        return fate == Fate.CONFIRMED
                && confirmedAt()
                        .filter(at -> deniedAt.isBefore(at.plus(CONTRADICTION)))
                        .isPresent();
    }

    /** By a newer one that asks about all that it asks about; one about something else is confirmed by its own link. */
    boolean isReplacedBy(SubscriptionRequested newer) {
        return isPending() && purposes(newer.wordings()).containsAll(purposes());
    }

    boolean isAboutAllOf(List<WordingShown> others) {
        return purposes().containsAll(purposes(others));
    }

    /** What it asks about, and once it is confirmed what was agreed to. */
    public Set<String> purposes() {
        return purposes(wordings());
    }

    private static Set<String> purposes(List<WordingShown> wordings) {
        return wordings.stream().flatMap(wording -> wording.purposes().stream()).collect(Collectors.toSet());
    }

    boolean isFor(String purpose) {
        return purposes().contains(purpose);
    }

    boolean showed(WordingShown wording) {
        return wordings().stream().anyMatch(w -> w.id().equals(wording.id()));
    }

    /** Its wordings of these ids; null for all. */
    List<WordingShown> among(@Nullable Set<String> ids) {
        return wordings().stream()
                .filter(wording -> ids == null || ids.contains(wording.id()))
                .toList();
    }
}
