package io.nachweis.local.rule;

import io.nachweis.consent.decision.ConsentOutcome;
import io.nachweis.contracts.Fact;
import io.nachweis.contracts.Fact.ConsentGiven;
import io.nachweis.contracts.Fact.ConsentWithdrawn;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The rule, said once more: a withdrawal beats every grant whose sign-up is not later than it, wherever recorded. */
final class Truth {

    private Truth() {}

    static Optional<ConsentOutcome> of(Collection<Fact.OfConsent> facts, String purpose) {
        List<Instant> withdrawals = facts.stream()
                .filter(fact -> fact.purpose().equals(purpose))
                .filter(ConsentWithdrawn.class::isInstance)
                .map(fact -> ((ConsentWithdrawn) fact).receivedAt())
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
                        .map(last -> new ConsentOutcome(false, last)));
    }
}
