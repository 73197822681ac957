package io.nachweis.rights.access;

import io.nachweis.lifecycle.PersonalData.Row;
import io.nachweis.lifecycle.RetentionHold;
import io.nachweis.mail.EnhancedStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

    private static final String MAIL_REFUSED = "mail.refused.v1";

    private record Sign(Instant at, boolean isMailThatCameBack) {}

    private final String request;
    private final List<Sign> signs = new ArrayList<>();

    /** @param request the stream of the request, which is no sign of life; nor is what the desk says about legal holds */
    MailboxLookback(String request) {
        this.request = request;
    }

    void add(Row row) {
        if (!row.stream().equals(request) && !row.category().equals(RetentionHold.CATEGORY)) {
            signs.add(new Sign(row.recordedAt(), isMailThatCameBack(row)));
        }
    }

    /** Not what the server refused for other reasons than the mailbox; old entries do not tell. */
    private static boolean isMailThatCameBack(Row row) {
        if (!row.type().equals(MAIL_REFUSED)) {
            return false;
        }
        String status = row.values().path("status").asString("");
        return status.isEmpty()
                || switch (EnhancedStatus.of(status).concern()) {
                    case MAILBOX, FULL_MAILBOX -> true;
                    case SERVER_FOR_ADDRESS, SENDING -> false;
                };
    }

    /** The earliest time that may be shown of what was added. */
    Instant start(Instant askedAt) {
        Instant start = askedAt;
        var newestFirst = signs.stream()
                .filter(sign -> sign.at().isBefore(askedAt))
                .sorted(Comparator.comparing(Sign::at).reversed())
                .toList();
        for (Sign sign : newestFirst) {
            if (sign.isMailThatCameBack() || sign.at().plus(LONGEST_SILENCE).isBefore(start)) {
                break;
            }
            start = sign.at();
        }
        return start;
    }
}
