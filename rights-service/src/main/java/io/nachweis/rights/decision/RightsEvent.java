package io.nachweis.rights.decision;

import io.nachweis.contracts.Fact.ErasedCategory;
import io.nachweis.contracts.Fact.KeptCategory;
import io.nachweis.event.DataCategory;
import io.nachweis.event.EmailAddress;
import io.nachweis.event.EntryType;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import io.nachweis.rights.decision.RightsCommand.Deadline;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The whole life of a request. Its personal part has a key of its own, and ends with it. */
@DataCategory(value = RightsEvent.CATEGORY, perCase = "request")
public sealed interface RightsEvent {

    /** The category of the policy that says how long a request is kept. */
    String CATEGORY = "rights-requests";

    UUID request();

    SubjectId subject();

    /**
     * @param locale the language to answer in
     * @param receipt whether a mail brings the link to prove the mailbox; too many of those to one would be a nuisance
     * @param receivedAt when it reached the controller, from which the time counts, whether it is proven or not
     */
    @EntryType("rights.request-received.v1")
    record RequestReceived(
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
            implements RightsEvent {}

    @EntryType("rights.mailbox-proven.v1")
    record MailboxProven(UUID request, SubjectId subject, Instant provenAt) implements RightsEvent {}

    /** @param reason what the desk saw, as it wrote it down */
    @EntryType("rights.identity-proven.v1")
    record IdentityProven(UUID request, SubjectId subject, Personal<String> reason, Instant provenAt)
            implements RightsEvent {}

    /** The order to every service; the request's id is the order's. */
    @EntryType("rights.erasure-ordered.v1")
    record ErasureOrdered(UUID request, String controller, SubjectId subject, List<String> services, Instant orderedAt)
            implements RightsEvent {}

    @EntryType("rights.erasure-reported.v1")
    record ErasureReported(
            UUID request,
            SubjectId subject,
            String service,
            List<ErasedCategory> erased,
            List<KeptCategory> kept,
            Instant reportedAt)
            implements RightsEvent {}

    @EntryType("rights.request-answered.v1")
    record RequestAnswered(
            UUID request, String controller, SubjectId subject, RequestOutcome outcome, Instant answeredAt)
            implements RightsEvent {}

    /** @param contentSha256 of what was handed out; it is put together anew each time, and not stored */
    @EntryType("rights.answer-fetched.v1")
    record AnswerFetched(UUID request, SubjectId subject, String contentSha256, Instant fetchedAt)
            implements RightsEvent {}

    /** @param reason as the person is told (Art. 12(4) GDPR) */
    @EntryType("rights.request-refused.v1")
    record RequestRefused(
            UUID request, String controller, SubjectId subject, Personal<String> reason, Instant refusedAt)
            implements RightsEvent {}

    /** @param reason as the person is told (Art. 12(3) GDPR) */
    @EntryType("rights.period-extended.v1")
    record PeriodExtended(
            UUID request,
            String controller,
            SubjectId subject,
            Personal<String> reason,
            Deadline deadline,
            Instant extendedAt)
            implements RightsEvent {}

    /** Nobody has proven the mailbox, and the time to answer is over. */
    @EntryType("rights.request-lapsed.v1")
    record RequestLapsed(UUID request, String controller, SubjectId subject, LapseNotice notice, Instant lapsedAt)
            implements RightsEvent {}

    @EntryType("rights.request-closed.v1")
    record RequestClosed(UUID request, SubjectId subject, Ending ending, Instant closedAt) implements RightsEvent {}
}
