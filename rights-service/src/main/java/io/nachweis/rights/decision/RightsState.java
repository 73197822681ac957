package io.nachweis.rights.decision;

import io.nachweis.rights.decision.RightsCommand.AnswerRequest;
import io.nachweis.rights.decision.RightsCommand.CloseRequest;
import io.nachweis.rights.decision.RightsCommand.DisownRequest;
import io.nachweis.rights.decision.RightsCommand.ExtendPeriod;
import io.nachweis.rights.decision.RightsCommand.LapseRequest;
import io.nachweis.rights.decision.RightsCommand.OrderErasure;
import io.nachweis.rights.decision.RightsCommand.ProveIdentity;
import io.nachweis.rights.decision.RightsCommand.ProveMailbox;
import io.nachweis.rights.decision.RightsCommand.ReceiveRequest;
import io.nachweis.rights.decision.RightsCommand.RecordFetched;
import io.nachweis.rights.decision.RightsCommand.RecordReport;
import io.nachweis.rights.decision.RightsCommand.RefuseRequest;
import io.nachweis.rights.decision.RightsEvent.AnswerFetched;
import io.nachweis.rights.decision.RightsEvent.ErasureOrdered;
import io.nachweis.rights.decision.RightsEvent.ErasureReported;
import io.nachweis.rights.decision.RightsEvent.IdentityProven;
import io.nachweis.rights.decision.RightsEvent.MailboxProven;
import io.nachweis.rights.decision.RightsEvent.PeriodExtended;
import io.nachweis.rights.decision.RightsEvent.RequestAnswered;
import io.nachweis.rights.decision.RightsEvent.RequestClosed;
import io.nachweis.rights.decision.RightsEvent.RequestLapsed;
import io.nachweis.rights.decision.RightsEvent.RequestReceived;
import io.nachweis.rights.decision.RightsEvent.RequestRefused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the past of a request amounts to. Decides and never acts: no clock, no I/O, no framework.
 *
 * <pre>
 * Unknown → RECEIVED → PROVEN → ANSWERED      access, and whoever nothing is held about
 *           RECEIVED → ANSWERED               withdrawal, which acts at receipt
 *           RECEIVED → PROVEN → ORDERED → ANSWERED   erasure, once every service has reported
 *           ANSWERED → PROVEN                 more proof of who asks may open more (access)
 *           RECEIVED, PROVEN → REFUSED        by the desk, with its reason
 *           RECEIVED → LAPSED → CLOSED        when nobody proved the mailbox in time
 *           RECEIVED, ANSWERED, REFUSED → CLOSED
 *           ANSWERED, CLOSED → CLOSED         withdrawal, by who reads the mailbox and did not declare it
 * </pre>
 */
public sealed interface RightsState {

    record Unknown() implements RightsState {}

    record Known(Case request) implements RightsState {}

    static RightsState of(Stream<RightsEvent> history) {
        return history.<RightsState>reduce(new Unknown(), RightsState::evolve, (_, last) -> last);
    }

    default List<RightsEvent> decide(RightsCommand command) {
        return switch (this) {
            case Unknown _ -> command instanceof ReceiveRequest receive ? List.of(received(receive)) : List.of();
            case Known(var known) -> known.subject().isErased() ? List.of() : decide(command, known);
        };
    }

    private static List<RightsEvent> decide(RightsCommand command, Case known) {
        return switch (command) {
            case ReceiveRequest _ -> List.of();
            case ProveMailbox prove ->
                when(known.is(Phase.RECEIVED), new MailboxProven(known.id(), known.subject(), prove.provenAt()));
            case DisownRequest disown ->
                when(
                        known.canBeClosed(Ending.NOT_MINE),
                        new RequestClosed(known.id(), known.subject(), Ending.NOT_MINE, disown.disownedAt()));
            case ProveIdentity prove ->
                when(
                        !known.isIdentified() && known.canStillBeProven(),
                        new IdentityProven(known.id(), known.subject(), prove.reason(), prove.provenAt()));
            case AnswerRequest answer ->
                when(known.canBeAnswered(answer.outcome()), answered(known, answer.outcome(), answer.answeredAt()));
            case OrderErasure order ->
                when(
                        known.is(Phase.PROVEN) && known.kind() == RequestKind.ERASURE,
                        new ErasureOrdered(
                                known.id(), known.controller(), known.subject(), order.services(), order.orderedAt()));
            case RecordReport report -> report(known, report);
            case RecordFetched fetched ->
                when(
                        known.hasDataReady(),
                        new AnswerFetched(known.id(), known.subject(), fetched.contentSha256(), fetched.fetchedAt()));
            case RefuseRequest refuse ->
                when(
                        known.canBeRefused(),
                        new RequestRefused(
                                known.id(), known.controller(), known.subject(), refuse.reason(), refuse.refusedAt()));
            case ExtendPeriod extend ->
                when(
                        known.isOpen()
                                && !known.isExtended()
                                && extend.extendedAt().isBefore(known.deadline().until()),
                        new PeriodExtended(
                                known.id(),
                                known.controller(),
                                known.subject(),
                                extend.reason(),
                                extend.deadline(),
                                extend.extendedAt()));
            case LapseRequest lapse ->
                when(
                        known.is(Phase.RECEIVED)
                                && !known.isWithdrawal()
                                && !lapse.lapsedAt().isBefore(known.deadline().until()),
                        new RequestLapsed(
                                known.id(), known.controller(), known.subject(), lapse.notice(), lapse.lapsedAt()));
            case CloseRequest close ->
                when(
                        known.canBeClosed(close.ending()),
                        new RequestClosed(known.id(), known.subject(), close.ending(), close.closedAt()));
        };
    }

    private static List<RightsEvent> when(boolean possible, RightsEvent event) {
        return possible ? List.of(event) : List.of();
    }

    private static RightsEvent received(ReceiveRequest command) {
        return new RequestReceived(
                command.request(),
                command.controller(),
                command.subject(),
                command.email(),
                command.kind(),
                command.intake(),
                command.locale(),
                command.receipt(),
                command.receivedAt(),
                command.recordedAt(),
                command.deadline());
    }

    /** The last of the reports is the answer. One about another person is none. */
    private static List<RightsEvent> report(Case known, RecordReport report) {
        if (!known.awaited().contains(report.service())
                || !known.controller().equals(report.controller())
                || !known.subject().equals(report.subject())) {
            return List.of();
        }
        var events = new ArrayList<RightsEvent>();
        events.add(new ErasureReported(
                known.id(), known.subject(), report.service(), report.erased(), report.kept(), report.reportedAt()));
        if (known.awaited().size() == 1) {
            events.add(answered(known, RequestOutcome.ERASED, report.reportedAt()));
        }
        return events;
    }

    private static RightsEvent answered(Case known, RequestOutcome outcome, Instant at) {
        return new RequestAnswered(known.id(), known.controller(), known.subject(), outcome, at);
    }

    default RightsState evolve(RightsEvent event) {
        return switch (this) {
            case Unknown _ -> event instanceof RequestReceived received ? new Known(Case.of(received)) : this;
            case Known(var known) -> new Known(evolve(event, known));
        };
    }

    private static Case evolve(RightsEvent event, Case known) {
        return switch (event) {
            case RequestReceived _ -> known;
            case MailboxProven _ -> known.in(Phase.PROVEN);
            case IdentityProven _ -> known.identified();
            case ErasureOrdered ordered -> known.in(Phase.ORDERED).awaiting(ordered.services());
            case ErasureReported reported -> known.with(reported);
            case RequestAnswered answered -> known.in(Phase.ANSWERED).with(answered.outcome());
            case RequestRefused refused -> known.in(Phase.REFUSED).because(refused.reason());
            case PeriodExtended extended -> known.with(extended.deadline()).because(extended.reason());
            case RequestLapsed lapsed -> known.in(Phase.LAPSED).with(lapsed.notice());
            case RequestClosed closed -> known.closed(closed.ending());
            case AnswerFetched _ -> known;
        };
    }
}
