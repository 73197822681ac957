package io.nachweis.newsletter.decision;

import io.nachweis.newsletter.decision.SubscriptionState.Open;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which sign-ups of a subscription prove consent, and since when each proves a consent of the past only. */
public final class ProofOfConsent {

    private ProofOfConsent() {}

    /**
     * A sign-up that nobody confirmed proves nothing, unless it is newer than the question.
     *
     * @param at when everything that is in force ends, as if it were withdrawn then
     */
    public static Map<UUID, Instant> of(SubscriptionState state, Instant at) {
        return state.signUps().values().stream()
                .filter(signUp -> signUp.isProof() || signUp.requestedAt().isAfter(at))
                .collect(Collectors.toMap(SignUp::id, signUp -> endOf(signUp, state, at)));
    }

    /** Of several purposes the last one counts. */
    private static Instant endOf(SignUp signUp, SubscriptionState state, Instant at) {
        return signUp.purposes().stream()
                .map(purpose -> firstWithdrawal(signUp, purpose, state, at))
                .max(Comparator.naturalOrder())
                .orElse(at);
    }

    private static Instant firstWithdrawal(SignUp signUp, String purpose, SubscriptionState state, Instant at) {
        Stream<Instant> known = state instanceof Open open ? open.endOf(signUp, purpose).stream() : Stream.empty();
        return Stream.concat(known, Stream.of(at))
                .filter(end -> !end.isBefore(signUp.requestedAt()))
                .min(Comparator.naturalOrder())
                .orElse(at);
    }
}
