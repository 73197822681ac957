package io.nachweis.lifecycle;

import io.nachweis.contracts.Fact.ErasedCategory;
import io.nachweis.contracts.Fact.KeptCategory;
import io.nachweis.event.DataCategory;
import io.nachweis.event.EntryType;
import io.nachweis.event.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * How a service carried out an order to erase a person. That it did so is kept, under a key of the order's own, as the
 * proof that it did.
 */
@DataCategory(value = ErasureEvent.CATEGORY, perCase = "order")
public sealed interface ErasureEvent {

    /** The category of the policy that says how long the proof is kept. */
    String CATEGORY = "rights-requests";

    UUID erasure();

    String controller();

    SubjectId subject();

    /** Put on record before anything is erased, because afterwards nobody could count it. */
    @EntryType("erasure.decided.v1")
    record ErasureDecided(
            UUID erasure,
            String controller,
            String order,
            SubjectId subject,
            List<ErasedCategory> erase,
            List<KeptCategory> keep,
            Instant decidedAt)
            implements ErasureEvent {}

    /** Nobody can open it any more. */
    @EntryType("erasure.carried-out.v1")
    record ErasureCarriedOut(
            UUID erasure,
            String controller,
            String order,
            SubjectId subject,
            List<ErasedCategory> erased,
            List<KeptCategory> kept,
            Instant carriedOutAt)
            implements ErasureEvent {}
}
