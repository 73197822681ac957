package io.nachweis.newsletter.decision;

import io.nachweis.contracts.Channel;
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
import io.nachweis.newsletter.decision.SubscriptionState.Open;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Which events a command leads to. Decides and never acts: no clock, no I/O, no framework. */
public final class SubscriptionDecider {

    private final Open open;
    private final Map<String, SignUp> inForce;

    private SubscriptionDecider(Open open) {
        this.open = open;
        this.inForce = open.inForce();
    }

    /** Before the first sign-up there is nothing else to do, and after the end nothing at all. */
    public static List<SubscriptionEvent> decide(SubscriptionState state, SubscriptionCommand command) {
        return switch (state) {
            case SubscriptionState.Unknown _ ->
                command instanceof RequestSubscription request ? List.of(requested(request)) : List.of();
            case Open open ->
                List.copyOf(new SubscriptionDecider(open).decide(command).toList());
            case SubscriptionState.Ended _ -> List.of();
        };
    }

    private Stream<? extends SubscriptionEvent> decide(SubscriptionCommand command) {
        return switch (command) {
            case RequestSubscription request -> request(request);
            case RenewConfirmation renew -> renew(renew);
            case ConfirmSubscription confirm -> confirm(confirm);
            case DenySubscription deny -> deny(deny);
            case ExpireSignUp expire -> expire(expire);
            case WithdrawConsent withdraw -> withdraw(withdraw);
            case DisownWithdrawal disown -> disown(disown);
            case RequestUnsubscribeLink request -> requestLink(request);
        };
    }

    private Stream<SubscriptionEvent> request(RequestSubscription command) {
        return asksAlready(command) || command.wordings().stream().allMatch(this::isAgreedTo)
                ? Stream.empty()
                : Stream.of(requested(command));
    }

    /** A moment ago, and about no less. */
    private boolean asksAlready(RequestSubscription command) {
        return open.pending()
                .filter(signUp -> signUp.isFresh(command.requestedAt()))
                .anyMatch(signUp -> signUp.isAboutAllOf(command.wordings()));
    }

    private boolean isAgreedTo(WordingShown wording) {
        return wording.purposes().stream().allMatch(purpose -> {
            SignUp consent = inForce.get(purpose);
            return consent != null && consent.showed(wording);
        });
    }

    private static SubscriptionRequested requested(RequestSubscription command) {
        return new SubscriptionRequested(
                command.subscription(),
                command.controller(),
                command.signUp(),
                command.subject(),
                command.email(),
                command.ip(),
                command.company(),
                command.role(),
                command.wordings(),
                command.requestedAt(),
                command.expiresAt(),
                command.purgeAt());
    }

    private Stream<ConfirmationRenewed> renew(RenewConfirmation command) {
        return pending(command.signUp())
                .filter(signUp -> !signUp.linkWorks(command.renewedAt()))
                .map(signUp -> new ConfirmationRenewed(
                        command.subscription(),
                        signUp.controller(),
                        signUp.id(),
                        signUp.subject(),
                        command.renewedAt(),
                        command.expiresAt(),
                        command.purgeAt()));
    }

    private Stream<SubscriptionConfirmed> confirm(ConfirmSubscription command) {
        return pending(command.signUp())
                .filter(signUp -> signUp.linkWorks(command.confirmedAt()))
                .filter(signUp -> !signUp.among(command.wordings()).isEmpty())
                .map(signUp -> new SubscriptionConfirmed(
                        command.subscription(),
                        signUp.controller(),
                        signUp.id(),
                        signUp.subject(),
                        signUp.among(command.wordings()),
                        signUp.requestedAt(),
                        command.confirmedAt(),
                        command.codeTyped() ? true : null));
    }

    /** Confirmed and denied in one breath is no confirmation, so what it put into force ends. */
    private Stream<SubscriptionEvent> deny(DenySubscription command) {
        var withdrawal =
                new WithdrawConsent(command.subscription(), null, Channel.PAGE, command.deniedAt(), command.deniedAt());
        return Stream.concat(
                pending(command.signUp()).map(signUp -> denied(signUp, withdrawal)),
                inForce(signUp -> signUp.id().equals(command.signUp()) && signUp.isContradictedBy(command.deniedAt()))
                        .map(consent -> withdrawn(consent, withdrawal)));
    }

    private Stream<SignUpExpired> expire(ExpireSignUp command) {
        return open.find(command.signUp()).stream()
                .filter(SignUp::isUnconfirmed)
                .filter(signUp -> !command.expiredAt().isBefore(signUp.purgeAt()))
                .map(signUp -> new SignUpExpired(
                        command.subscription(),
                        signUp.controller(),
                        signUp.id(),
                        signUp.subject(),
                        command.expiredAt()));
    }

    /**
     * A withdrawal beats every sign-up that is not later than it, also one that still waits for its confirmation: all of
     * it, since what else it asked about can be asked again, and a consent that was given wrongly cannot be taken back.
     */
    private Stream<SubscriptionEvent> withdraw(WithdrawConsent command) {
        return Stream.of(
                        inForce(command::beats)
                                .filter(consent -> counts(command, consent.getKey()))
                                .map(consent -> withdrawn(consent, command)),
                        withdrawnBesides(command),
                        open.pending()
                                .filter(signUp ->
                                        signUp.purposes().stream().anyMatch(purpose -> counts(command, purpose)))
                                .filter(command::beats)
                                .map(signUp -> denied(signUp, command)))
                .flatMap(events -> events);
    }

    private boolean counts(WithdrawConsent command, String purpose) {
        return command.isOf(purpose) && !open.disowned(purpose).contains(command.withdrawal());
    }

    /**
     * Of each purpose of which nothing in force ends, the newest sign-up that does. What was declared here is announced
     * too, because consent-service cannot know it from itself.
     */
    private Stream<SubscriptionEvent> withdrawnBesides(WithdrawConsent command) {
        return open.signUps().values().stream()
                .filter(SignUp::isProof)
                .flatMap(signUp -> signUp.purposes().stream())
                .distinct()
                .filter(purpose -> counts(command, purpose))
                .filter(purpose -> !(inForce.containsKey(purpose) && command.beats(inForce.get(purpose))))
                .sorted()
                .flatMap(purpose -> newestEndedBy(command, purpose).stream()
                        .map(signUp -> command.withdrawal().isByLink() && !inForce.containsKey(purpose)
                                ? withdrawn(Map.entry(purpose, signUp), command)
                                : withdrawnEarlier(purpose, signUp, command)));
    }

    private static ConsentWithdrawnEarlier withdrawnEarlier(String purpose, SignUp signUp, WithdrawConsent command) {
        return new ConsentWithdrawnEarlier(
                command.subscription(),
                signUp.controller(),
                signUp.id(),
                signUp.subject(),
                purpose,
                command.channel(),
                command.receivedAt(),
                command.recordedAt());
    }

    /** Unless another withdrawal of before had ended it for good, or this one did. */
    private Optional<SignUp> newestEndedBy(WithdrawConsent command, String purpose) {
        return open.signUps().values().stream()
                .filter(SignUp::isProof)
                .filter(signUp -> signUp.isFor(purpose))
                .filter(command::beats)
                .filter(signUp -> open.ending(signUp, purpose)
                        .filter(known -> !known.receivedAt().isAfter(command.receivedAt()))
                        .noneMatch(known -> known.isByLink() || known.equals(command.withdrawal())))
                .max(Comparator.comparing(SignUp::requestedAt));
    }

    /** Also before the withdrawal is heard of. Who has no sign-up that it beats has nothing to get back. */
    private Stream<WithdrawalDisowned> disown(DisownWithdrawal command) {
        var withdrawal = new Withdrawal(command.channel(), command.receivedAt());
        String purpose = command.purpose();
        return open.disowned(purpose).contains(withdrawal)
                ? Stream.empty()
                : open.signUps().values().stream()
                        .filter(signUp -> !signUp.isForgotten() && signUp.isFor(purpose))
                        .filter(withdrawal::beats)
                        .max(Comparator.comparing(SignUp::requestedAt))
                        .stream()
                        .map(signUp -> new WithdrawalDisowned(
                                command.subscription(),
                                signUp.controller(),
                                signUp.id(),
                                signUp.subject(),
                                purpose,
                                command.channel(),
                                command.receivedAt(),
                                command.disownedAt(),
                                open.without(purpose, withdrawal).given(purpose).isPresent()));
    }

    private static ConsentWithdrawn withdrawn(Map.Entry<String, SignUp> consent, WithdrawConsent command) {
        SignUp signUp = consent.getValue();
        return new ConsentWithdrawn(
                command.subscription(),
                signUp.controller(),
                signUp.id(),
                signUp.subject(),
                consent.getKey(),
                command.channel(),
                command.receivedAt(),
                command.recordedAt());
    }

    private static SubscriptionDenied denied(SignUp signUp, WithdrawConsent command) {
        return new SubscriptionDenied(
                command.subscription(), signUp.id(), signUp.subject(), command.channel(), command.receivedAt());
    }

    /** Who has nothing to withdraw gets no mail about it. */
    private Stream<UnsubscribeLinkRequested> requestLink(RequestUnsubscribeLink command) {
        return inForce.values().stream().max(Comparator.comparing(SignUp::requestedAt)).stream()
                .map(signUp -> new UnsubscribeLinkRequested(
                        command.subscription(),
                        signUp.controller(),
                        signUp.id(),
                        signUp.subject(),
                        command.requestedAt()));
    }

    private Stream<SignUp> pending(UUID signUp) {
        return open.find(signUp).stream().filter(SignUp::isPending);
    }

    /** By purpose, those whose sign-up is such a one. */
    private Stream<Map.Entry<String, SignUp>> inForce(Predicate<SignUp> which) {
        return inForce.entrySet().stream()
                .filter(consent -> which.test(consent.getValue()))
                .sorted(Map.Entry.comparingByKey());
    }
}
