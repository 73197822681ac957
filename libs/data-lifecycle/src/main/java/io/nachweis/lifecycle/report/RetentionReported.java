package io.nachweis.lifecycle.report;

import io.nachweis.event.EntryType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * What the service ended for a controller because its time was over: all of it in a part of the log that begins where
 * the report before ended, so that nothing is left out and nothing is counted twice. About nobody.
 *
 * @param reports the stream of the controller's reports
 * @param day until whose end it is, where the controller is
 * @param after the position of the last entry that the report before counted; -1 for the first
 * @param through the position of the last entry that this one counts
 * @param sha256 over the ids of the counted entries, in the order of the log, each with a line feed
 */
@EntryType("retention.reported.v1")
record RetentionReported(
        UUID reports,
        String controller,
        LocalDate day,
        long after,
        long through,
        List<EndedCount> ended,
        String sha256,
        Instant reportedAt) {

    RetentionReported {
        ended = List.copyOf(ended);
    }
}
