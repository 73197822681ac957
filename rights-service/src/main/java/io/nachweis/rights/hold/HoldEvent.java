package io.nachweis.rights.hold;

import io.nachweis.event.DataCategory;
import io.nachweis.event.EntryType;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import io.nachweis.lifecycle.AboutHold;
import io.nachweis.lifecycle.RetentionHold;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The whole life of a legal hold (Art. 17(3)(e) GDPR). Its personal part has a key of its own. */
@DataCategory(value = RetentionHold.CATEGORY, perCase = "hold")
public sealed interface HoldEvent extends AboutHold {

    /**
     * Nothing of the person that is of these categories ends from now on.
     *
     * @param reason as the desk wrote it down
     */
    @EntryType("hold.placed.v1")
    record HoldPlaced(
            UUID hold,
            String controller,
            SubjectId subject,
            List<String> categories,
            Personal<String> reason,
            Instant placedAt)
            implements HoldEvent {

        public HoldPlaced {
            categories = List.copyOf(categories);
        }
    }

    /** Somebody looked whether it is still needed, and it is. */
    @EntryType("hold.reviewed.v1")
    record HoldReviewed(UUID hold, String controller, SubjectId subject, Instant reviewedAt) implements HoldEvent {}

    @EntryType("hold.lifted.v1")
    record HoldLifted(UUID hold, String controller, SubjectId subject, Instant liftedAt) implements HoldEvent {}
}
