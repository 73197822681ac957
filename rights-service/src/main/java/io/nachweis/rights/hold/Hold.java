package io.nachweis.rights.hold;

import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.LegalClock;
import io.nachweis.policy.LegalClock.Due;
import io.nachweis.policy.LegalClock.Kept;
import io.nachweis.rights.hold.HoldCommand.LiftHold;
import io.nachweis.rights.hold.HoldCommand.ReviewHold;
import io.nachweis.rights.hold.HoldEvent.HoldLifted;
import io.nachweis.rights.hold.HoldEvent.HoldPlaced;
import io.nachweis.rights.hold.HoldEvent.HoldReviewed;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the past of a legal hold amounts to. Placed → reviewed, again and again → lifted.
 *
 * @param reviewedAt the last time; null before the first
 * @param liftedAt null while it is in force
 */
record Hold(
        HoldPlaced placed,
        @Nullable Instant reviewedAt,
        @Nullable Instant liftedAt) {

    private static final Period REVIEWED_EVERY = Period.ofMonths(6);

    /** Empty where there is none, or nobody can say any more whose it was. */
    static Optional<Hold> of(Stream<HoldEvent> history) {
        return history.reduce(Optional.<Hold>empty(), Hold::next, (_, last) -> last)
                .filter(hold -> !hold.placed().subject().isErased());
    }

    private static Optional<Hold> next(Optional<Hold> hold, HoldEvent event) {
        return event instanceof HoldPlaced placed
                ? Optional.of(new Hold(placed, null, null))
                : hold.map(known -> known.evolve(event));
    }

    Hold evolve(HoldEvent event) {
        return switch (event) {
            case HoldPlaced _ -> this;
            case HoldReviewed reviewed -> new Hold(placed, reviewed.reviewedAt(), liftedAt);
            case HoldLifted lifted -> new Hold(placed, reviewedAt, lifted.liftedAt());
        };
    }

    boolean isInForce() {
        return liftedAt == null;
    }

    List<HoldEvent> decide(ReviewHold command) {
        if (!isInForce()) {
            throw HoldProblem.HOLD_LIFTED.refusal();
        }
        return List.of(new HoldReviewed(command.hold(), placed.controller(), placed.subject(), command.reviewedAt()));
    }

    List<HoldEvent> decide(LiftHold command) {
        return isInForce()
                ? List.of(new HoldLifted(command.hold(), placed.controller(), placed.subject(), command.liftedAt()))
                : List.of();
    }

    /** Until when somebody has to look whether it is still needed. */
    Due reviewDue(ControllerPolicy policy) {
        return reviewDue(reviewedAt == null ? placed.placedAt() : reviewedAt, policy);
    }

    static Due reviewDue(Instant last, ControllerPolicy policy) {
        return LegalClock.of(policy).again(Kept.REVIEW, last, REVIEWED_EVERY);
    }
}
