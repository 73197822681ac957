package io.nachweis.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nachweis.event.DataCategory;
import io.nachweis.event.EntryType;
import io.nachweis.event.SubjectId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A legal hold as this service heard of it: while it stands, nothing of its person and data categories ends. That it stood
 * is kept under a key of the hold's own.
 */
@DataCategory(value = RetentionHold.CATEGORY, perCase = "hold")
public sealed interface RetentionHold extends AboutHold {

    /** The category of the policy that says how long it is kept that there was a hold. */
    String CATEGORY = "legal-holds";

    /** Those of the policy that are held. */
    List<String> categories();

    /** Where a service puts on record what it heard of a hold. */
    static UUID streamOf(UUID hold) {
        return UUID.nameUUIDFromBytes(("hold/" + hold).getBytes(UTF_8));
    }

    @EntryType("retention.held.v1")
    record RetentionHeld(UUID hold, String controller, SubjectId subject, List<String> categories, Instant placedAt)
            implements RetentionHold {

        public RetentionHeld {
            categories = List.copyOf(categories);
        }
    }

    /** Whatever came to its end meanwhile ends now. */
    @EntryType("retention.released.v1")
    record RetentionReleased(UUID hold, String controller, SubjectId subject, List<String> categories, Instant liftedAt)
            implements RetentionHold {

        public RetentionReleased {
            categories = List.copyOf(categories);
        }
    }
}
