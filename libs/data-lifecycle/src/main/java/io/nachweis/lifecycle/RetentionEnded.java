package io.nachweis.lifecycle;

import io.nachweis.event.DataCategory;
import io.nachweis.event.EndOfRetention;
import io.nachweis.event.EntryType;
import io.nachweis.event.SubjectId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * The time of a case is over; its personal data, and with it whose it was, ends right after this.
 *
 * @param on the day that the policy's rule says
 */
@EntryType("retention.ended.v1")
public record RetentionEnded(
        UUID end,
        String controller,
        String category,
        String caseId,

        @DataCategory(byComponent = "category", perCase = "caseId", existingKey = true)
        SubjectId subject,

        LocalDate on,
        Instant endedAt)
        implements EndOfRetention {

    @Override
    public Optional<String> endedCategory() {
        return Optional.of(category);
    }
}
