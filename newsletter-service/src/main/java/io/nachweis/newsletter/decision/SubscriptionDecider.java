package io.nachweis.newsletter.decision;

import io.nachweis.contracts.Channel;
import io.nachweis.newsletter.decision.SubscriptionCommand.ConfirmSubscription;
import io.nachweis.newsletter.decision.SubscriptionCommand.DenySubscription;
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
                .map(signUp ->
                        new SignUpExpired(command.subscription(), signUp.id(), signUp.subject(), command.expiredAt()));
    }

    /**
     * A withdrawal beats every sign-up that is not later than it, also one that still waits for its confirmation: all of
     * it, since what else it asked about can be asked again, and a consent that was given wrongly cannot be taken back.
     */
    private Stream<SubscriptionEvent> withdraw(WithdrawConsent command) {
        return Stream.of(
                        inForce(command::beats)
                                .filter(consent -> command.isOf(consent.getKey()))
                                .map(consent -> withdrawn(consent, command)),
                        withdrawnEarlier(command),
                        open.pending()
                                .filter(signUp -> signUp.purposes().stream().anyMatch(command::isOf))
                                .filter(command::beats)
                                .map(signUp -> denied(signUp, command)))
                .flatMap(events -> events);
    }

    /** Of each purpose of which nothing in force ends, the newest sign-up that does. */
    private Stream<ConsentWithdrawnEarlier> withdrawnEarlier(WithdrawConsent command) {
        return open.signUps().values().stream()
                .filter(SignUp::isProof)
                .flatMap(signUp -> signUp.purposes().stream())
                .distinct()
                .filter(command::isOf)
                .filter(purpose -> !(inForce.containsKey(purpose) && command.beats(inForce.get(purpose))))
                .sorted()
                .flatMap(purpose -> newestEndedBy(command, purpose)
                        .map(signUp -> new ConsentWithdrawnEarlier(
                                command.subscription(),
                                signUp.controller(),
                                signUp.id(),
                                signUp.subject(),
                                purpose,
                                command.channel(),
                                command.receivedAt(),
                                command.recordedAt()))
                        .stream());
    }

    /** Unless another withdrawal of before had ended it. */
    private Optional<SignUp> newestEndedBy(WithdrawConsent command, String purpose) {
        return open.signUps().values().stream()
                .filter(SignUp::isProof)
                .filter(signUp -> signUp.isFor(purpose))
                .filter(command::beats)
                .filter(signUp -> open.endOf(signUp, purpose)
                        .filter(end -> !end.isAfter(command.receivedAt()))
                        .isEmpty())
                .max(Comparator.comparing(SignUp::requestedAt));
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
