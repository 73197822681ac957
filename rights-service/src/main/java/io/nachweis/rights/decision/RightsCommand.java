package io.nachweis.rights.decision;

import io.nachweis.contracts.Fact.ErasedCategory;
import io.nachweis.contracts.Fact.KeptCategory;
import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Everything one can do about a request; the components mean what they mean in the events. */
public sealed interface RightsCommand {

    @TargetAggregateIdentifier
    UUID request();

    record ReceiveRequest(
            UUID request,
            String controller,
            SubjectId subject,
            Personal<EmailAddress> email,
            RequestKind kind,
            Intake intake,
            String locale,
            boolean receipt,
            Instant receivedAt,
            Instant recordedAt,
            Deadline deadline)
            implements RightsCommand {}

    /** The reader of the mailbox says that the request is theirs. */
    record ProveMailbox(UUID request, Instant provenAt) implements RightsCommand {}

    /** The reader of the mailbox says that it is not. */
    record DisownRequest(UUID request, Instant disownedAt) implements RightsCommand {}

    /** The desk knows in another way who asks. */
    record ProveIdentity(UUID request, Personal<String> reason, Instant provenAt) implements RightsCommand {}

    record AnswerRequest(UUID request, RequestOutcome outcome, Instant answeredAt) implements RightsCommand {}

    /** @param services all that have to report */
    record OrderErasure(UUID request, List<String> services, Instant orderedAt) implements RightsCommand {}

    /**
     * @param controller that the service says it erased for
     * @param subject whom it says it erased
     */
    record RecordReport(
            UUID request,
            String controller,
            SubjectId subject,
            String service,
            List<ErasedCategory> erased,
            List<KeptCategory> kept,
            Instant reportedAt)
            implements RightsCommand {}

    record RecordFetched(UUID request, String contentSha256, Instant fetchedAt) implements RightsCommand {}

    record RefuseRequest(UUID request, Personal<String> reason, Instant refusedAt) implements RightsCommand {}

    record ExtendPeriod(UUID request, Personal<String> reason, Deadline deadline, Instant extendedAt)
            implements RightsCommand {}

    record LapseRequest(UUID request, LapseNotice notice, Instant lapsedAt) implements RightsCommand {}

    record CloseRequest(UUID request, Ending ending, Instant closedAt) implements RightsCommand {}

    /**
     * Until when a request has to be answered.
     *
     * @param because how the date was computed
     */
    record Deadline(LocalDate on, Instant until, List<String> because) {
        public Deadline {
            because = List.copyOf(because);
        }

        /** The last moment that is in time. */
        public Instant lastMoment() {
            return until.minus(1, ChronoUnit.MICROS);
        }
    }
}
