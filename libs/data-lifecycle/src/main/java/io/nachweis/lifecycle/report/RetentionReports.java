package io.nachweis.lifecycle.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.Message;
import org.jspecify.annotations.Nullable;

/** The reports of retention that are on record. A stream of them has one entry a day at most. */
public final class RetentionReports {

    /** How many are read at once. */
    public static final int PAGE = 50;

    /**
     * What ended, by category. From the log's entries after the one and through the other, anybody can count it again.
     *
     * @param sha256 over the ids of the entries that were counted, in the order of the log, each with a line feed
     */
    public record Report(
            LocalDate day, List<EndedCount> ended, long after, long through, String sha256, Instant reportedAt) {

        public Report {
            ended = List.copyOf(ended);
        }
    }

    private final EventStore log;

    RetentionReports(EventStore log) {
        this.log = log;
    }

    static UUID streamOf(String controller) {
        return UUID.nameUUIDFromBytes(("retention-reports/" + controller).getBytes(UTF_8));
    }

    /**
     * A controller's, the latest first, at most {@link #PAGE}.
     *
     * @param day null for all of them
     */
    public List<Report> before(String controller, @Nullable LocalDate day) {
        Deque<RetentionReported> latest = new ArrayDeque<>();
        all(controller).filter(each -> day == null || each.day().isBefore(day)).forEach(each -> {
            latest.addFirst(each);
            if (latest.size() > PAGE) {
                latest.removeLast();
            }
        });
        return new ArrayList<>(latest).stream().map(RetentionReports::report).toList();
    }

    Optional<RetentionReported> last(String controller) {
        return all(controller).reduce((_, later) -> later);
    }

    private Stream<RetentionReported> all(String controller) {
        return log.readEvents(streamOf(controller).toString())
                .asStream()
                .map(Message::getPayload)
                .map(RetentionReported.class::cast);
    }

    private static Report report(RetentionReported of) {
        return new Report(of.day(), of.ended(), of.after(), of.through(), of.sha256(), of.reportedAt());
    }
}
