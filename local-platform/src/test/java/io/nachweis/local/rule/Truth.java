package io.nachweis.local.rule;

import io.nachweis.consent.decision.ConsentOutcome;
import io.nachweis.contracts.Channel;
import io.nachweis.contracts.Fact;
import io.nachweis.contracts.Fact.ConsentGiven;
import io.nachweis.contracts.Fact.ConsentWithdrawn;
import io.nachweis.contracts.Fact.WithdrawalDisowned;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rule, said once more: a withdrawal beats every grant whose sign-up is not later than it, wherever recorded, unless it
 * is disowned.
 */
final class Truth {

    private record Withdrawal(Channel channel, Instant receivedAt) {}

    private Truth() {}

    static Optional<ConsentOutcome> of(Collection<Fact.OfConsent> facts, String purpose) {
        Set<Withdrawal> disowned = facts.stream()
                .filter(fact -> fact.purpose().equals(purpose))
                .filter(WithdrawalDisowned.class::isInstance)
                .map(WithdrawalDisowned.class::cast)
                .map(fact -> new Withdrawal(fact.channel(), fact.receivedAt()))
                .collect(Collectors.toSet());
        List<Instant> withdrawals = facts.stream()
                .filter(fact -> fact.purpose().equals(purpose))
                .filter(ConsentWithdrawn.class::isInstance)
                .map(ConsentWithdrawn.class::cast)
                .map(fact -> new Withdrawal(fact.channel(), fact.receivedAt()))
                .filter(withdrawal -> !disowned.contains(withdrawal))
                .map(Withdrawal::receivedAt)
                .toList();
        return facts.stream()
                .filter(fact -> fact.purpose().equals(purpose))
                .filter(ConsentGiven.class::isInstance)
                .map(ConsentGiven.class::cast)
                .filter(grant -> withdrawals.stream().allMatch(grant.requestedAt()::isAfter))
                .max(Comparator.comparing(ConsentGiven::requestedAt).thenComparing(ConsentGiven::givenAt))
                .map(grant -> new ConsentOutcome(true, grant.givenAt()))
                .or(() -> withdrawals.stream()
                        .max(Comparator.naturalOrder())
                        .or(() -> disowned.stream().map(Withdrawal::receivedAt).max(Comparator.naturalOrder()))
                        .map(last -> new ConsentOutcome(false, last)));
    }
}
