package io.nachweis.newsletter.decision;

import io.nachweis.newsletter.decision.SignUp.Fate;
import io.nachweis.newsletter.decision.SubscriptionEvent.ConfirmationRenewed;
import io.nachweis.newsletter.decision.SubscriptionEvent.ConsentWithdrawn;
import io.nachweis.newsletter.decision.SubscriptionEvent.ConsentWithdrawnEarlier;
import io.nachweis.newsletter.decision.SubscriptionEvent.SignUpExpired;
import io.nachweis.newsletter.decision.SubscriptionEvent.SubscriptionConfirmed;
import io.nachweis.newsletter.decision.SubscriptionEvent.SubscriptionDenied;
import io.nachweis.newsletter.decision.SubscriptionEvent.SubscriptionRequested;
import io.nachweis.newsletter.decision.SubscriptionEvent.UnsubscribeLinkRequested;
import io.nachweis.newsletter.decision.SubscriptionEvent.WithdrawalDisowned;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the past of a subscription amounts to; {@link SubscriptionDecider} says what may follow. No clock, no I/O, no
 * framework.
 *
 * <pre>
 * Unknown → Open: a sign-up is pending → confirmed → withdrawn, or replaced by a newer one
 *           Open → Ended: every sign-up was denied or expired, nobody ever confirmed one
 * </pre>
 */
public sealed interface SubscriptionState {

    record Unknown() implements SubscriptionState {

        @Override
        public Map<UUID, SignUp> signUps() {
            return Map.of();
        }
    }

    /**
     * @param consents the sign-up that gave each consent in force, by purpose
     * @param withdrawals of each purpose
     * @param disowned those of each purpose that count no more, heard or not
     */
    record Open(
            Map<UUID, SignUp> signUps,
            Map<String, UUID> consents,
            Map<String, Set<Withdrawal>> withdrawals,
            Map<String, Set<Withdrawal>> disowned)
            implements SubscriptionState {

        public Open {
            signUps = Map.copyOf(signUps);
            consents = Map.copyOf(consents);
            withdrawals = Map.copyOf(withdrawals);
            disowned = Map.copyOf(disowned);
        }

        /** The first withdrawal of the purpose that is not earlier than the request. */
        Optional<Instant> endOf(SignUp signUp, String purpose) {
            return ending(signUp, purpose).map(Withdrawal::receivedAt).min(Comparator.naturalOrder());
        }

        /** The withdrawals that count and beat it. */
        Stream<Withdrawal> ending(SignUp signUp, String purpose) {
            return withdrawals.getOrDefault(purpose, Set.of()).stream()
                    .filter(withdrawal -> !disowned(purpose).contains(withdrawal))
                    .filter(withdrawal -> withdrawal.beats(signUp));
        }

        Set<Withdrawal> disowned(String purpose) {
            return disowned.getOrDefault(purpose, Set.of());
        }

        Open without(String purpose, Withdrawal withdrawal) {
            var more = new HashMap<>(disowned);
            add(withdrawal, purpose, more);
            return new Open(signUps, consents, withdrawals, more);
        }

        /** The newest confirmed sign-up of the purpose that no withdrawal ends. */
        Optional<SignUp> given(String purpose) {
            return signUps.values().stream()
                    .filter(SignUp::isProof)
                    .filter(signUp -> signUp.isFor(purpose))
                    .filter(signUp -> endOf(signUp, purpose).isEmpty())
                    .max(Comparator.comparing(SignUp::requestedAt));
        }

        private Open restored(String purpose) {
            return given(purpose)
                    .map(signUp -> {
                        var known = new HashMap<>(signUps);
                        known.put(signUp.id(), signUp.with(Fate.CONFIRMED));
                        var restored = new HashMap<>(consents);
                        restored.put(purpose, signUp.id());
                        return new Open(known, restored, withdrawals, disowned);
                    })
                    .orElse(this);
        }

        Stream<SignUp> pending() {
            return signUps.values().stream().filter(SignUp::isPending);
        }

        @Override
        public Map<String, SignUp> inForce() {
            return consents.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, consent -> signUps.get(consent.getValue())));
        }

        @Override
        public Set<String> withdrawable() {
            return Stream.concat(consents.keySet().stream(), pending().flatMap(signUp -> signUp.purposes().stream()))
                    .collect(Collectors.toSet());
        }
    }

    /** Nothing was ever agreed to; only who still holds an old link comes here. */
    record Ended(Map<UUID, SignUp> signUps) implements SubscriptionState {

        public Ended {
            signUps = Map.copyOf(signUps);
        }
    }

    Map<UUID, SignUp> signUps();

    default Optional<SignUp> find(UUID signUp) {
        return Optional.ofNullable(signUps().get(signUp));
    }

    /** By purpose, the sign-up that gave each consent in force. */
    default Map<String, SignUp> inForce() {
        return Map.of();
    }

    /** What can be withdrawn: the purposes of the consents in force, and of the sign-ups that wait to be confirmed. */
    default Set<String> withdrawable() {
        return Set.of();
    }

    default SubscriptionView at(Instant moment) {
        return new SubscriptionView(this, moment);
    }

    static SubscriptionState of(Stream<SubscriptionEvent> history) {
        return history.reduce(new Unknown(), SubscriptionState::evolve, (_, last) -> last);
    }

    default SubscriptionState evolve(SubscriptionEvent event) {
        var signUps = new HashMap<>(signUps());
        var consents = new HashMap<String, UUID>(this instanceof Open open ? open.consents() : Map.of());
        var withdrawals =
                new HashMap<String, Set<Withdrawal>>(this instanceof Open open ? open.withdrawals() : Map.of());
        var disowned = new HashMap<String, Set<Withdrawal>>(this instanceof Open open ? open.disowned() : Map.of());
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
                add(new Withdrawal(withdrawn.channel(), withdrawn.receivedAt()), withdrawn.purpose(), withdrawals);
                consents.remove(withdrawn.purpose());
                signUps.replaceAll((id, signUp) -> signUp.fate() == Fate.CONFIRMED && !consents.containsValue(id)
                        ? signUp.with(Fate.WITHDRAWN)
                        : signUp);
            }
            case ConsentWithdrawnEarlier withdrawn ->
                add(new Withdrawal(withdrawn.channel(), withdrawn.receivedAt()), withdrawn.purpose(), withdrawals);
            case WithdrawalDisowned gone ->
                add(new Withdrawal(gone.channel(), gone.receivedAt()), gone.purpose(), disowned);
            case ConfirmationRenewed renewed ->
                signUps.computeIfPresent(renewed.signUp(), (_, signUp) -> signUp.with(renewed));
            case SubscriptionDenied denied ->
                signUps.computeIfPresent(denied.signUp(), (_, signUp) -> signUp.with(Fate.DENIED));
            case SignUpExpired expired ->
                signUps.computeIfPresent(expired.signUp(), (_, signUp) -> signUp.with(Fate.EXPIRED));
            case UnsubscribeLinkRequested _ -> {
                // Changes nothing but that a mail goes out.
            }
        }
        if (signUps.values().stream().allMatch(SignUp::isForgotten)) {
            return new Ended(signUps);
        }
        var open = new Open(signUps, consents, withdrawals, disowned);
        return event instanceof WithdrawalDisowned gone ? open.restored(gone.purpose()) : open;
    }

    private static void add(Withdrawal withdrawal, String purpose, Map<String, Set<Withdrawal>> all) {
        var more = new HashSet<>(all.getOrDefault(purpose, Set.of()));
        more.add(withdrawal);
        all.put(purpose, Set.copyOf(more));
    }

    /** A consent is as new as the request of its sign-up, whenever that was confirmed. */
    private static UUID newer(Map<UUID, SignUp> signUps, UUID one, UUID other) {
        return requestedAt(signUps, one).isAfter(requestedAt(signUps, other)) ? one : other;
    }

    private static Instant requestedAt(Map<UUID, SignUp> signUps, UUID signUp) {
        return Optional.ofNullable(signUps.get(signUp)).map(SignUp::requestedAt).orElse(Instant.MIN);
    }
}
