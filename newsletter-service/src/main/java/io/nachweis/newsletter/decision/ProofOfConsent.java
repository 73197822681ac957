package io.nachweis.newsletter.decision;

import io.nachweis.newsletter.decision.SubscriptionEvent.ConsentWithdrawn;
import io.nachweis.newsletter.decision.SubscriptionEvent.SubscriptionConfirmed;
import io.nachweis.newsletter.decision.SubscriptionEvent.SubscriptionRequested;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which sign-ups of a subscription prove consent, and since when nothing is sent on each any more. */
public final class ProofOfConsent {

    private final Instant at;
    private final Map<UUID, Instant> since = new HashMap<>();
    private final Map<UUID, Set<String>> inForce = new HashMap<>();

    private ProofOfConsent(Instant at) {
        this.at = at;
    }

    /**
     * A sign-up that nobody confirmed proves nothing, unless it is newer than the question.
     *
     * @param at when everything that is in force ends
     */
    public static Map<UUID, Instant> of(Stream<SubscriptionEvent> history, Instant at) {
        var proof = new ProofOfConsent(at);
        history.forEach(proof::after);
        return Map.copyOf(proof.since);
    }

    private void after(SubscriptionEvent event) {
        switch (event) {
            case SubscriptionRequested requested
            when requested.requestedAt().isAfter(at) -> since.put(requested.signUp(), at);
            case SubscriptionConfirmed confirmed -> {
                since.put(confirmed.signUp(), at);
                inForce.put(
                        confirmed.signUp(),
                        confirmed.wordings().stream()
                                .flatMap(wording -> wording.purposes().stream())
                                .collect(Collectors.toCollection(HashSet::new)));
            }
            case ConsentWithdrawn withdrawn -> end(withdrawn);
            default -> {
                // Says nothing about consent.
            }
        }
    }

    /** Whatever sign-up gave it: a purpose is withdrawn as a whole. */
    private void end(ConsentWithdrawn withdrawn) {
        inForce.forEach((signUp, purposes) -> {
            if (purposes.remove(withdrawn.purpose()) && purposes.isEmpty()) {
                since.put(signUp, withdrawn.receivedAt());
            }
        });
    }
}
