package io.nachweis.lifecycle;

import io.nachweis.contracts.Fact.ErasedCategory;
import io.nachweis.contracts.Fact.KeptCategory;
import io.nachweis.event.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What one can ask of an erasure; the components mean what they mean in the events. */
sealed interface ErasureCommand {

    record DecideErasure(
            @TargetAggregateIdentifier UUID erasure,
            String controller,
            String order,
            SubjectId subject,
            List<ErasedCategory> erase,
            List<KeptCategory> keep,
            Instant decidedAt)
            implements ErasureCommand {}

    record CarryOutErasure(@TargetAggregateIdentifier UUID erasure, Instant carriedOutAt) implements ErasureCommand {}
}
