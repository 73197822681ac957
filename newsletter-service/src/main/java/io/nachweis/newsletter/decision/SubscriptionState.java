package io.nachweis.newsletter.decision;

import io.nachweis.contracts.Channel;
import io.nachweis.newsletter.decision.SignUp.Fate;
import io.nachweis.newsletter.decision.SubscriptionCommand.ConfirmSubscription;
import io.nachweis.newsletter.decision.SubscriptionCommand.DenySubscription;
import io.nachweis.newsletter.decision.SubscriptionCommand.ExpireSignUp;
import io.nachweis.newsletter.decision.SubscriptionCommand.RecordMailRefused;
import io.nachweis.newsletter.decision.SubscriptionCommand.RecordMailSent;
import io.nachweis.newsletter.decision.SubscriptionCommand.RenewConfirmation;
import io.nachweis.newsletter.decision.SubscriptionCommand.RequestSubscription;
import io.nachweis.newsletter.decision.SubscriptionCommand.RequestUnsubscribeLink;
import io.nachweis.newsletter.decision.SubscriptionCommand.WithdrawConsent;
import io.nachweis.newsletter.decision.SubscriptionEvent.ConfirmationRenewed;
import io.nachweis.newsletter.decision.SubscriptionEvent.ConsentWithdrawn;
import io.nachweis.newsletter.decision.SubscriptionEvent.MailRefused;
import io.nachweis.newsletter.decision.SubscriptionEvent.MailSent;
import io.nachweis.newsletter.decision.SubscriptionEvent.SignUpExpired;
import io.nachweis.newsletter.decision.SubscriptionEvent.SubscriptionConfirmed;
import io.nachweis.newsletter.decision.SubscriptionEvent.SubscriptionDenied;
import io.nachweis.newsletter.decision.SubscriptionEvent.SubscriptionRequested;
import io.nachweis.newsletter.decision.SubscriptionEvent.UnsubscribeLinkRequested;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the past of a subscription amounts to. Decides and never acts: no clock, no I/O, no framework.
 *
 * <pre>
 * Unknown → Open: a sign-up is pending → confirmed → withdrawn, or replaced by a newer one
 *           Open → Ended: every sign-up was denied or expired, nobody ever confirmed one
 * </pre>
 */
public sealed interface SubscriptionState {

    record Unknown() implements SubscriptionState {}

    /** @param consents the sign-up that gave each consent in force, by purpose */
    record Open(Map<UUID, SignUp> signUps, Map<String, UUID> consents) implements SubscriptionState {

        public Open {
            signUps = Map.copyOf(signUps);
            consents = Map.copyOf(consents);
        }

        private Stream<SignUp> pending() {
            return signUps.values().stream().filter(SignUp::isPending);
        }

        /** A moment ago, and about no less. */
        private boolean asksAlready(RequestSubscription command) {
            return pending()
                    .filter(signUp -> signUp.isFresh(command.requestedAt()))
                    .anyMatch(signUp -> signUp.isAboutAllOf(command.wordings()));
        }

        private boolean hasAgreedTo(WordingShown wording) {
            return wording.purposes().stream()
                    .allMatch(purpose -> consentFor(purpose).anyMatch(signUp -> signUp.showed(wording)));
        }

        private Stream<SignUp> consentFor(String purpose) {
            return Stream.ofNullable(consents.get(purpose)).map(signUps::get);
        }

        private Stream<SignUp> latestConsent() {
            return consents.values().stream().map(signUps::get).max(Comparator.comparing(SignUp::requestedAt)).stream();
        }
    }

    /** Nothing was ever agreed to; only who still holds an old link comes here. */
    record Ended(Map<UUID, SignUp> signUps) implements SubscriptionState {

        public Ended {
            signUps = Map.copyOf(signUps);
        }
    }

    static SubscriptionState of(Stream<SubscriptionEvent> history) {
        return history.reduce(new Unknown(), SubscriptionState::evolve, (_, last) -> last);
    }

    default Optional<SignUp> find(UUID signUp) {
        return switch (this) {
            case Unknown _ -> Optional.empty();
            case Open open -> Optional.ofNullable(open.signUps().get(signUp));
            case Ended ended -> Optional.ofNullable(ended.signUps().get(signUp));
        };
    }

    /** By purpose, the sign-up that gave each consent in force. */
    default Map<String, SignUp> inForce() {
        return this instanceof Open open
                ? open.consents().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, consent -> open.signUps().get(consent.getValue())))
                : Map.of();
    }

    /** Whether a mail is out that asks to confirm this purpose. */
    default boolean waitsFor(String purpose, Instant at) {
        return this instanceof Open open
                && open.pending().anyMatch(signUp -> signUp.isFor(purpose) && signUp.linkWorks(at));
    }

    default LinkState link(UUID signUp, Instant at) {
        return find(signUp)
                .map(found -> switch (found.fate()) {
                    case PENDING -> found.linkWorks(at) ? LinkState.OPEN : LinkState.EXPIRED;
                    case REPLACED -> LinkState.REPLACED;
                    case CONFIRMED -> LinkState.CONFIRMED;
                    case WITHDRAWN -> LinkState.WITHDRAWN;
                    case DENIED -> LinkState.DENIED;
                    case EXPIRED -> LinkState.GONE;
                })
                .orElse(LinkState.GONE);
    }

    /** Whether a mail still has to go out: it never did, and its reader can still do something with it. */
    default boolean awaits(MailKind kind, UUID signUp, String messageId, Instant at) {
        LinkState wanted = switch (kind) {
            case CONFIRMATION -> LinkState.OPEN;
            case RECORD, UNSUBSCRIBE_LINK -> LinkState.CONFIRMED;
        };
        return link(signUp, at) == wanted
                && find(signUp).stream().noneMatch(found -> found.mails().contains(messageId));
    }

    default List<SubscriptionEvent> decide(SubscriptionCommand command) {
        return switch (command) {
            case RequestSubscription request -> request(request);
            case RenewConfirmation renew -> renew(renew).toList();
            case ConfirmSubscription confirm -> confirm(confirm).toList();
            case DenySubscription deny -> deny(deny).toList();
            case ExpireSignUp expire -> expire(expire).toList();
            case WithdrawConsent withdraw -> withdraw(withdraw).toList();
            case RequestUnsubscribeLink request -> requestLink(request).toList();
            case RecordMailSent sent -> sent(sent).toList();
            case RecordMailRefused refused -> refused(refused).toList();
        };
    }

    private List<SubscriptionEvent> request(RequestSubscription command) {
        return switch (this) {
            case Ended _ -> List.of();
            case Open open when open.asksAlready(command) -> List.of();
            case Open open when command.wordings().stream().allMatch(open::hasAgreedTo) -> List.of();
            case Open _, Unknown _ ->
                List.of(new SubscriptionRequested(
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
                        command.purgeAt()));
        };
    }

    private Stream<SubscriptionEvent> renew(RenewConfirmation command) {
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

    private Stream<SubscriptionEvent> confirm(ConfirmSubscription command) {
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

    private Stream<SubscriptionEvent> deny(DenySubscription command) {
        Stream<SubscriptionEvent> denied = pending(command.signUp())
                .map(signUp -> new SubscriptionDenied(
                        command.subscription(), signUp.id(), signUp.subject(), Channel.PAGE, command.deniedAt()));
        return Stream.concat(denied, takeBack(command));
    }

    /** Confirmed and denied in one breath is no confirmation, so what it put into force ends. */
    private Stream<SubscriptionEvent> takeBack(DenySubscription command) {
        if (!(this instanceof Open open)) {
            return Stream.empty();
        }
        return open.consents().keySet().stream()
                .sorted()
                .flatMap(purpose -> open.consentFor(purpose)
                        .filter(signUp -> signUp.id().equals(command.signUp()))
                        .filter(signUp -> signUp.isContradictedBy(command.deniedAt()))
                        .map(signUp -> new ConsentWithdrawn(
                                command.subscription(),
                                signUp.controller(),
                                signUp.id(),
                                signUp.subject(),
                                purpose,
                                Channel.PAGE,
                                command.deniedAt(),
                                command.deniedAt())));
    }

    private Stream<SubscriptionEvent> expire(ExpireSignUp command) {
        return find(command.signUp()).stream()
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
        if (!(this instanceof Open open)) {
            return Stream.empty();
        }
        Stream<SubscriptionEvent> withdrawn = open.consents().keySet().stream()
                .filter(purpose ->
                        command.purpose() == null || command.purpose().equals(purpose))
                .sorted()
                .flatMap(purpose -> open.consentFor(purpose)
                        .filter(signUp -> !signUp.requestedAt().isAfter(command.receivedAt()))
                        .map(signUp -> new ConsentWithdrawn(
                                command.subscription(),
                                signUp.controller(),
                                signUp.id(),
                                signUp.subject(),
                                purpose,
                                command.channel(),
                                command.receivedAt(),
                                command.recordedAt())));
        Stream<SubscriptionEvent> denied = open.pending()
                .filter(signUp -> signUp.isFor(command.purpose()))
                .filter(signUp -> !signUp.requestedAt().isAfter(command.receivedAt()))
                .map(signUp -> new SubscriptionDenied(
                        command.subscription(),
                        signUp.id(),
                        signUp.subject(),
                        command.channel(),
                        command.receivedAt()));
        return Stream.concat(withdrawn, denied);
    }

    /** Who has nothing to withdraw gets no mail about it. */
    private Stream<SubscriptionEvent> requestLink(RequestUnsubscribeLink command) {
        return this instanceof Open open
                ? open.latestConsent()
                        .map(signUp -> new UnsubscribeLinkRequested(
                                command.subscription(),
                                signUp.controller(),
                                signUp.id(),
                                signUp.subject(),
                                command.requestedAt()))
                : Stream.empty();
    }

    private Stream<SubscriptionEvent> sent(RecordMailSent command) {
        return unrecorded(command.signUp(), command.messageId())
                .map(signUp -> new MailSent(
                        command.subscription(),
                        signUp.id(),
                        signUp.subject(),
                        command.kind(),
                        command.messageId(),
                        command.template(),
                        command.contentSha256(),
                        command.smtpReply(),
                        command.certain(),
                        command.sentAt()));
    }

    private Stream<SubscriptionEvent> refused(RecordMailRefused command) {
        return unrecorded(command.signUp(), command.messageId())
                .map(signUp -> new MailRefused(
                        command.subscription(),
                        signUp.id(),
                        signUp.subject(),
                        command.kind(),
                        command.messageId(),
                        command.replyCode(),
                        command.refusedAt()));
    }

    private Stream<SignUp> pending(UUID signUp) {
        return find(signUp).stream().filter(SignUp::isPending);
    }

    private Stream<SignUp> unrecorded(UUID signUp, String messageId) {
        return find(signUp).stream()
                .filter(found -> !found.isForgotten())
                .filter(found -> !found.mails().contains(messageId));
    }

    default SubscriptionState evolve(SubscriptionEvent event) {
        Open before = switch (this) {
            case Unknown _ -> new Open(Map.of(), Map.of());
            case Open open -> open;
            case Ended ended -> new Open(ended.signUps(), Map.of());
        };
        var signUps = new HashMap<>(before.signUps());
        var consents = new HashMap<>(before.consents());
        switch (event) {
            case SubscriptionRequested requested -> {
                signUps.replaceAll((_, signUp) -> signUp.isReplacedBy(requested) ? signUp.with(Fate.REPLACED) : signUp);
                signUps.put(requested.signUp(), SignUp.of(requested));
            }
            case SubscriptionConfirmed confirmed -> {
                signUps.computeIfPresent(confirmed.signUp(), (_, signUp) -> signUp.with(confirmed));
                confirmed.wordings().stream()
                        .flatMap(wording -> wording.purposes().stream())
                        .forEach(purpose -> consents.merge(
                                purpose, confirmed.signUp(), (one, other) -> newer(signUps, one, other)));
            }
            case ConsentWithdrawn withdrawn -> {
                consents.remove(withdrawn.purpose());
                signUps.replaceAll((id, signUp) -> signUp.fate() == Fate.CONFIRMED && !consents.containsValue(id)
                        ? signUp.with(Fate.WITHDRAWN)
                        : signUp);
            }
            case ConfirmationRenewed renewed ->
                signUps.computeIfPresent(renewed.signUp(), (_, signUp) -> signUp.with(renewed));
            case SubscriptionDenied denied ->
                signUps.computeIfPresent(denied.signUp(), (_, signUp) -> signUp.with(Fate.DENIED));
            case SignUpExpired expired ->
                signUps.computeIfPresent(expired.signUp(), (_, signUp) -> signUp.with(Fate.EXPIRED));
            case UnsubscribeLinkRequested _ -> {
                // Changes nothing but that a mail goes out.
            }
            case MailSent sent ->
                signUps.computeIfPresent(sent.signUp(), (_, signUp) -> signUp.withMail(sent.messageId()));
            case MailRefused refused ->
                signUps.computeIfPresent(refused.signUp(), (_, signUp) -> signUp.withMail(refused.messageId()));
        }
        return signUps.values().stream().allMatch(SignUp::isForgotten)
                ? new Ended(signUps)
                : new Open(signUps, consents);
    }

    /** A consent is as new as the request of its sign-up, whenever that was confirmed. */
    private static UUID newer(Map<UUID, SignUp> signUps, UUID one, UUID other) {
        return requestedAt(signUps, one).isAfter(requestedAt(signUps, other)) ? one : other;
    }

    private static Instant requestedAt(Map<UUID, SignUp> signUps, UUID signUp) {
        return Optional.ofNullable(signUps.get(signUp)).map(SignUp::requestedAt).orElse(Instant.MIN);
    }
}
