package io.nachweis.consent.decision;

import io.nachweis.consent.decision.ConsentEvent.ConsentGiven;
import io.nachweis.consent.decision.ConsentEvent.ConsentWithdrawn;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Since when there is no consent any more: who withdraws again had withdrawn before. */
public final class EndOfConsent {

    private EndOfConsent() {}

    /** Empty while it is in force, and where nothing was decided. */
    public static Optional<Instant> of(Stream<ConsentEvent> history) {
        return history.reduce(Optional.empty(), EndOfConsent::after, (_, last) -> last);
    }

    private static Optional<Instant> after(Optional<Instant> end, ConsentEvent event) {
        return switch (event) {
            case ConsentGiven given when given.outcome().allowed() -> Optional.empty();
            case ConsentWithdrawn withdrawn
            when end.isEmpty() && !withdrawn.outcome().allowed() -> Optional.of(withdrawn.receivedAt());
            case ConsentGiven _, ConsentWithdrawn _ -> end;
        };
    }
}
