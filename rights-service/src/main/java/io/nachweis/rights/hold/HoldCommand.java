package io.nachweis.rights.hold;

import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Everything one can do about a legal hold; the components mean what they mean in the events. */
sealed interface HoldCommand {

    @TargetAggregateIdentifier
    UUID hold();

    record PlaceHold(
            UUID hold,
            String controller,
            SubjectId subject,
            List<String> categories,
            Personal<String> reason,
            Instant placedAt)
            implements HoldCommand {}

    record ReviewHold(UUID hold, Instant reviewedAt) implements HoldCommand {}

    record LiftHold(UUID hold, Instant liftedAt) implements HoldCommand {}
}
