package io.nachweis.rights.access;

import io.nachweis.lifecycle.PersonalData;
import io.nachweis.lifecycle.PersonalData.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The lookback period of a proof by mailbox: how far back a mailbox speaks for who reads it today. Addresses are given
 * to somebody else after they were not used for a while, or after they had stopped to exist. So what a new reader could
 * not have caused is not shown to who proves no more than the mailbox: everything before a year in which nothing
 * happened, or before a mail that came back.
 */
final class MailboxLookback {

    /** Mail providers wait at least about as long before they give an address to somebody else. */
    static final Duration LONGEST_SILENCE = Duration.ofDays(365);

    private static final String MAIL_CAME_BACK = "mail.refused.v1";

    private MailboxLookback() {}

    /** The parts without what is older than the reader of the mailbox may see. */
    static List<PersonalData> limit(List<PersonalData> parts, String request, Instant askedAt) {
        Instant start =
                startOf(parts.stream().flatMap(part -> part.data().stream()).toList(), request, askedAt);
        return parts.stream()
                .map(part -> new PersonalData(
                        part.service(),
                        part.asOf(),
                        part.data().stream()
                                .filter(row -> !row.recordedAt().isBefore(start))
                                .toList()))
                .toList();
    }

    private static Instant startOf(Collection<Row> rows, String request, Instant askedAt) {
        Instant start = askedAt;
        var newestFirst = rows.stream()
                .filter(row -> !row.stream().equals(request))
                .filter(row -> row.recordedAt().isBefore(askedAt))
                .sorted(Comparator.comparing(Row::recordedAt).reversed())
                .toList();
        for (Row row : newestFirst) {
            if (row.type().equals(MAIL_CAME_BACK)
                    || row.recordedAt().plus(LONGEST_SILENCE).isBefore(start)) {
                break;
            }
            start = row.recordedAt();
        }
        return start;
    }
}
