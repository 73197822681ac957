package io.nachweis.consent.decision;

import io.nachweis.consent.decision.ConsentEvent.ConsentGiven;
import io.nachweis.consent.decision.ConsentEvent.ConsentWithdrawn;
import io.nachweis.consent.decision.ConsentEvent.StateEnded;
import io.nachweis.consent.decision.ConsentEvent.WithdrawalDisowned;
import io.nachweis.consent.decision.Deed.SignUp;
import io.nachweis.consent.decision.Deed.Withdrawal;
import io.nachweis.contracts.Channel;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Since when each sign-up proves a consent of the past only, which is when the time of its evidence begins to run. */
public final class EndOfConsent {

    private EndOfConsent() {}

    /**
     * By sign-up, the first withdrawal not earlier than its request that is not disowned, whichever of them was heard first.
     * A withdrawal that is a case of its own ends with itself, and so does what disowns one.
     *
     * @param history of one purpose
     * @param at when everything that is in force ends, as if it were withdrawn then
     */
    public static Map<String, Instant> of(List<ConsentEvent> history, Instant at) {
        ConsentState state = history.stream()
                .reduce(ConsentState.UNDECIDED, ConsentState::evolve, (_, last) -> last)
                .with(new Withdrawal(Channel.OTHER, at));
        Map<String, Instant> ends = new HashMap<>();
        for (SignUp signUp : state.signUps()) {
            ends.put(signUp.id(), state.endOf(signUp).orElse(at));
        }
        for (ConsentEvent event : history) {
            switch (event) {
                case ConsentWithdrawn withdrawn -> ends.putIfAbsent(withdrawn.signUp(), withdrawn.receivedAt());
                case WithdrawalDisowned disowned -> ends.putIfAbsent(disowned.signUp(), disowned.disownedAt());
                case ConsentGiven _, StateEnded _ -> {
                    // Among the sign-ups, or of one of the cases that are there already.
                }
            }
        }
        return ends;
    }
}
