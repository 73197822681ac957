package io.nachweis.rights.decision;

import io.nachweis.event.EmailAddress;
import io.nachweis.event.Personal;
import io.nachweis.event.SubjectId;
import io.nachweis.rights.decision.RightsCommand.Deadline;
import io.nachweis.rights.decision.RightsEvent.ErasureReported;
import io.nachweis.rights.decision.RightsEvent.RequestReceived;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request and what became of it so far.
 *
 * @param receipt whether a mail brings the link to prove the mailbox
 * @param isIdentified whether the desk knows who asks, in another way than by the mailbox
 * @param awaited the services that have not reported yet
 * @param outcome null until it is answered
 * @param lapse whether its person was told that nobody proved it in time; null while that is not so
 * @param ending null until it is closed
 * @param reason what the person is told of a refusal or an extension; null without one
 */
public record Case(
        UUID id,
        String controller,
        SubjectId subject,
        Personal<EmailAddress> email,
        RequestKind kind,
        Intake intake,
        String locale,
        boolean receipt,
        Instant receivedAt,
        Deadline deadline,
        boolean isExtended,
        Phase phase,
        boolean isIdentified,
        Set<String> awaited,
        List<ErasureReported> reports,
        @Nullable RequestOutcome outcome,
        @Nullable LapseNotice lapse,
        @Nullable Ending ending,
        @Nullable Personal<String> reason) {

    public Case {
        awaited = Set.copyOf(awaited);
        reports = List.copyOf(reports);
    }

    static Case of(RequestReceived event) {
        return new Case(
                event.request(),
                event.controller(),
                event.subject(),
                event.email(),
                event.kind(),
                event.intake(),
                event.locale(),
                event.receipt(),
                event.receivedAt(),
                event.deadline(),
                false,
                Phase.RECEIVED,
                false,
                Set.of(),
                List.of(),
                null,
                null,
                null,
                null);
    }

    public boolean is(Phase other) {
        return phase == other;
    }

    /** Somebody still waits for an answer. */
    public boolean isOpen() {
        return is(Phase.RECEIVED) || is(Phase.PROVEN) || is(Phase.ORDERED);
    }

    public boolean hasDataReady() {
        return is(Phase.ANSWERED) && outcome == RequestOutcome.DATA_READY;
    }

    /** Nobody has to prove anything for it: it acts at receipt, and its mail can undo it. */
    public boolean isWithdrawal() {
        return kind == RequestKind.WITHDRAWAL;
    }

    /** When an answer was due nobody had shown that they read the mailbox. */
    public boolean wasNeverProven() {
        return is(Phase.LAPSED) || ending == Ending.NEVER_PROVEN;
    }

    /** Every consent is withdrawn by it, or about to be, and its person can say that it was not them. */
    public boolean withdraws() {
        return isWithdrawal()
                && ending != Ending.NOT_MINE
                && (is(Phase.RECEIVED) || is(Phase.PROVEN) || outcome == RequestOutcome.WITHDRAWN);
    }

    /** The reader of the mailbox said that this withdrawal was not theirs. */
    public boolean isUndone() {
        return isWithdrawal() && ending == Ending.NOT_MINE;
    }

    /** It waits for nobody but us. */
    boolean canBeAnswered(RequestOutcome answer) {
        return is(Phase.PROVEN) || (is(Phase.RECEIVED) && isWithdrawal() && answer == RequestOutcome.WITHDRAWN);
    }

    boolean canBeRefused() {
        return !isWithdrawal() && (is(Phase.RECEIVED) || is(Phase.PROVEN));
    }

    boolean canStillBeProven() {
        return is(Phase.RECEIVED) || is(Phase.PROVEN) || (is(Phase.ANSWERED) && kind == RequestKind.ACCESS);
    }

    /** An answer that is owed is not closed away. */
    boolean canBeClosed(Ending ending) {
        return switch (ending) {
            case NOT_MINE -> isWithdrawal() ? withdraws() : is(Phase.RECEIVED);
            case NEVER_PROVEN -> is(Phase.LAPSED);
            case DONE -> is(Phase.ANSWERED) || is(Phase.REFUSED);
        };
    }

    Case in(Phase next) {
        return with(deadline, isExtended, next, isIdentified, awaited, reports, outcome, lapse, reason);
    }

    /** What was answered before may now be too little. */
    Case identified() {
        return with(deadline, isExtended, Phase.PROVEN, true, awaited, reports, null, lapse, reason);
    }

    Case awaiting(List<String> services) {
        return with(
                deadline, isExtended, phase, isIdentified, new HashSet<>(services), reports, outcome, lapse, reason);
    }

    Case with(ErasureReported report) {
        var left = new HashSet<>(awaited);
        left.remove(report.service());
        var all = new ArrayList<>(reports);
        all.add(report);
        return with(deadline, isExtended, phase, isIdentified, left, all, outcome, lapse, reason);
    }

    Case with(RequestOutcome answer) {
        return with(deadline, isExtended, phase, isIdentified, awaited, reports, answer, lapse, reason);
    }

    Case with(Deadline extended) {
        return with(extended, true, phase, isIdentified, awaited, reports, outcome, lapse, reason);
    }

    Case with(LapseNotice told) {
        return with(deadline, isExtended, phase, isIdentified, awaited, reports, outcome, told, reason);
    }

    Case closed(Ending how) {
        return new Case(
                id,
                controller,
                subject,
                email,
                kind,
                intake,
                locale,
                receipt,
                receivedAt,
                deadline,
                isExtended,
                Phase.CLOSED,
                isIdentified,
                awaited,
                reports,
                outcome,
                lapse,
                how,
                reason);
    }

    Case because(Personal<String> told) {
        return with(deadline, isExtended, phase, isIdentified, awaited, reports, outcome, lapse, told);
    }

    private Case with(
            Deadline newDeadline,
            boolean newExtended,
            Phase newPhase,
            boolean newIdentified,
            Set<String> newAwaited,
            List<ErasureReported> newReports,
            @Nullable RequestOutcome newOutcome,
            @Nullable LapseNotice newLapse,
            @Nullable Personal<String> newReason) {
        return new Case(
                id,
                controller,
                subject,
                email,
                kind,
                intake,
                locale,
                receipt,
                receivedAt,
                newDeadline,
                newExtended,
                newPhase,
                newIdentified,
                newAwaited,
                newReports,
                newOutcome,
                newLapse,
                ending,
                newReason);
    }
}
