package io.nachweis.consent.approval;

import io.nachweis.consent.approval.ApprovalCommand.CarriedOut;
import io.nachweis.consent.approval.ApprovalCommand.Decide;
import io.nachweis.consent.approval.ApprovalCommand.EndOutdated;
import io.nachweis.consent.approval.ApprovalEvent.ApprovalCarriedOut;
import io.nachweis.consent.approval.ApprovalEvent.ApprovalGranted;
import io.nachweis.consent.approval.ApprovalEvent.ApprovalObjected;
import io.nachweis.consent.approval.ApprovalEvent.ApprovalOutdated;
import io.nachweis.consent.approval.ApprovalEvent.ApprovalRequested;
import io.nachweis.consent.approval.ApprovalEvent.ApprovalTakenBack;
import io.nachweis.contracts.PlatformProblem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the past of an approval amounts to. Open → granted → over, which is when it was carried out or was outdated; or open →
 * over, by an objection, taken back, or outdated.
 */
record ApprovalState(ApprovalRequested requested, Stage stage) {

    static final String APPROVER = "approver";
    static final String OFFICER = "dpo";

    enum Stage {
        OPEN,
        GRANTED,
        OVER
    }

    /** Empty where there is none. */
    static Optional<ApprovalState> of(Stream<ApprovalEvent> history) {
        return history.reduce(Optional.<ApprovalState>empty(), ApprovalState::next, (_, last) -> last);
    }

    static Optional<ApprovalState> next(Optional<ApprovalState> before, ApprovalEvent event) {
        return switch (event) {
            case ApprovalRequested requested -> Optional.of(new ApprovalState(requested, Stage.OPEN));
            case ApprovalGranted _ -> before.map(state -> state.in(Stage.GRANTED));
            case ApprovalObjected _, ApprovalTakenBack _, ApprovalCarriedOut _, ApprovalOutdated _ ->
                before.map(state -> state.in(Stage.OVER));
        };
    }

    private ApprovalState in(Stage next) {
        return new ApprovalState(requested, next);
    }

    /** Whether somebody can approve it now. */
    boolean isOpen(Instant now) {
        return stage == Stage.OPEN && now.isBefore(requested.expiresAt());
    }

    /** Whether it was approved, and is to be done. */
    boolean isGranted() {
        return stage == Stage.GRANTED;
    }

    List<ApprovalEvent> decide(Decide command) {
        if (stage != Stage.OPEN) {
            throw ApprovalProblem.APPROVAL_DECIDED.refusal();
        }
        if (!isOpen(command.decidedAt())) {
            throw ApprovalProblem.APPROVAL_EXPIRED.refusal();
        }
        return List.of(
                switch (command.decision()) {
                    case APPROVE -> approved(command);
                    case OBJECT -> objected(command);
                    case TAKE_BACK -> takenBack(command);
                });
    }

    private ApprovalEvent approved(Decide command) {
        if (command.roles().contains(OFFICER)) {
            throw ApprovalProblem.OFFICER_CANNOT_APPROVE.refusal();
        }
        require(command.roles().contains(APPROVER));
        if (isOf(command)) {
            throw ApprovalProblem.OWN_REQUEST.refusal();
        }
        return new ApprovalGranted(
                command.approval(),
                requested.controller(),
                command.decidedBy(),
                APPROVER,
                command.reason(),
                command.decidedAt());
    }

    private ApprovalEvent objected(Decide command) {
        boolean isOfficer = command.roles().contains(OFFICER);
        require(isOfficer || command.roles().contains(APPROVER));
        return new ApprovalObjected(
                command.approval(),
                requested.controller(),
                command.decidedBy(),
                isOfficer ? OFFICER : APPROVER,
                command.reason(),
                command.decidedAt());
    }

    private ApprovalEvent takenBack(Decide command) {
        require(isOf(command));
        return new ApprovalTakenBack(command.approval(), requested.controller(), command.reason(), command.decidedAt());
    }

    private boolean isOf(Decide command) {
        return command.decidedBy().equals(requested.requestedBy());
    }

    private static void require(boolean isAllowed) {
        if (!isAllowed) {
            throw PlatformProblem.FORBIDDEN.refusal();
        }
    }

    List<ApprovalEvent> decide(CarriedOut command) {
        return isGranted()
                ? List.of(new ApprovalCarriedOut(command.approval(), requested.controller(), command.at()))
                : List.of();
    }

    List<ApprovalEvent> decide(EndOutdated command) {
        return stage == Stage.OVER
                ? List.of()
                : List.of(new ApprovalOutdated(command.approval(), requested.controller(), command.at()));
    }
}
