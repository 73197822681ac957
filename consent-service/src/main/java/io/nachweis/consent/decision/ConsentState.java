package io.nachweis.consent.decision;

import io.nachweis.consent.decision.ConsentCommand.DisownWithdrawal;
import io.nachweis.consent.decision.ConsentCommand.EndState;
import io.nachweis.consent.decision.ConsentCommand.GiveConsent;
import io.nachweis.consent.decision.ConsentCommand.WithdrawConsent;
import io.nachweis.consent.decision.ConsentEvent.ConsentGiven;
import io.nachweis.consent.decision.ConsentEvent.ConsentWithdrawn;
import io.nachweis.consent.decision.ConsentEvent.StateEnded;
import io.nachweis.consent.decision.ConsentEvent.WithdrawalDisowned;
import io.nachweis.consent.decision.Deed.Disowning;
import io.nachweis.consent.decision.Deed.SignUp;
import io.nachweis.consent.decision.Deed.Withdrawal;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the past amounts to. Facts arrive late and in any order, so not the last one heard counts: a withdrawal beats
 * every sign-up that was not requested later, and of the others the newest is in force (Art. 7(3) GDPR). A withdrawal that
 * is disowned beats nothing. What counts is the deeds themselves and nothing else, so in which order they were heard never
 * shows.
 *
 * @param disowned withdrawals that count no more, heard or not
 * @param told whether others were told a state of it that has not ended since
 */
record ConsentState(Set<SignUp> signUps, Set<Withdrawal> withdrawals, Set<Withdrawal> disowned, boolean told) {

    static final ConsentState UNDECIDED = new ConsentState(Set.of(), Set.of(), Set.of(), false);

    List<ConsentEvent> decide(ConsentCommand command) {
        return switch (command) {
            case GiveConsent give -> decide(give);
            case WithdrawConsent withdraw -> decide(withdraw);
            case DisownWithdrawal disown -> decide(disown);
            case EndState end -> decide(end);
        };
    }

    private List<ConsentEvent> decide(GiveConsent command) {
        if (signUps.stream().anyMatch(known -> known.id().equals(command.signUp()))) {
            return List.of();
        }
        var signUp = new SignUp(command.signUp(), command.requestedAt(), command.givenAt());
        return List.of(new ConsentGiven(
                command.consent(),
                command.subject(),
                command.controller(),
                command.purpose(),
                command.source(),
                command.fact(),
                command.signUp(),
                command.requestedAt(),
                command.givenAt(),
                command.wording(),
                command.wordingSha256(),
                with(signUp).outcome()));
    }

    private List<ConsentEvent> decide(WithdrawConsent command) {
        var withdrawal = new Withdrawal(command.channel(), command.receivedAt());
        if (withdrawals.contains(withdrawal) || disowned.contains(withdrawal)) {
            return List.of();
        }
        return List.of(new ConsentWithdrawn(
                command.consent(),
                command.subject(),
                command.controller(),
                command.purpose(),
                command.source(),
                command.fact(),
                caseOf(command, withdrawal),
                command.channel(),
                command.receivedAt(),
                command.recordedAt(),
                command.recordedBy(),
                !signUps.isEmpty(),
                with(withdrawal).outcome()));
    }

    private List<ConsentEvent> decide(DisownWithdrawal command) {
        var withdrawal = new Withdrawal(command.channel(), command.receivedAt());
        if (disowned.contains(withdrawal)) {
            return List.of();
        }
        return List.of(new WithdrawalDisowned(
                command.consent(),
                command.subject(),
                command.controller(),
                command.purpose(),
                command.source(),
                signUps.stream()
                        .filter(withdrawal::beats)
                        .max(SignUp.OLDEST_FIRST)
                        .map(SignUp::id)
                        .orElse(command.signUp()),
                command.channel(),
                command.receivedAt(),
                command.disownedAt(),
                !signUps.isEmpty(),
                with(new Disowning(withdrawal)).outcome()));
    }

    private List<ConsentEvent> decide(EndState command) {
        return told
                ? List.of(new StateEnded(
                        command.consent(),
                        command.subject(),
                        command.controller(),
                        command.purpose(),
                        command.source(),
                        command.signUp(),
                        command.endedAt(),
                        outcome()))
                : List.of();
    }

    /** Another service knows which sign-up it has ended, perhaps before the sign-up was heard of here. */
    private String caseOf(WithdrawConsent command, Withdrawal withdrawal) {
        return command.fact() == null ? endedBy(withdrawal).map(SignUp::id).orElse(command.signUp()) : command.signUp();
    }

    /** The newest of those that no withdrawal of before it had ended. */
    private Optional<SignUp> endedBy(Withdrawal withdrawal) {
        return signUps.stream()
                .filter(withdrawal::beats)
                .filter(signUp -> endOf(signUp)
                        .filter(end -> !end.isAfter(withdrawal.receivedAt()))
                        .isEmpty())
                .max(SignUp.OLDEST_FIRST);
    }

    /** The first withdrawal that beats it. */
    Optional<Instant> endOf(SignUp signUp) {
        return effective()
                .filter(withdrawal -> withdrawal.beats(signUp))
                .map(Withdrawal::receivedAt)
                .min(Comparator.naturalOrder());
    }

    private Stream<Withdrawal> effective() {
        return withdrawals.stream().filter(withdrawal -> !disowned.contains(withdrawal));
    }

    /** Where every withdrawal is disowned and nobody gave anything, there is a no as before. */
    private ConsentOutcome outcome() {
        return signUps.stream()
                .filter(signUp -> endOf(signUp).isEmpty())
                .max(SignUp.OLDEST_FIRST)
                .map(newest -> new ConsentOutcome(true, newest.givenAt()))
                .or(() -> lastOf(effective()))
                .or(() -> lastOf(disowned.stream()))
                .orElseThrow(() -> new IllegalStateException("nothing was decided yet"));
    }

    private static Optional<ConsentOutcome> lastOf(Stream<Withdrawal> withdrawals) {
        return withdrawals
                .map(Withdrawal::receivedAt)
                .max(Comparator.naturalOrder())
                .map(last -> new ConsentOutcome(false, last));
    }

    ConsentState evolve(ConsentEvent event) {
        return switch (event) {
            case ConsentGiven given ->
                with(new SignUp(given.signUp(), given.requestedAt(), given.givenAt()))
                        .after(event);
            case ConsentWithdrawn withdrawn ->
                with(new Withdrawal(withdrawn.channel(), withdrawn.receivedAt()))
                        .after(event);
            case WithdrawalDisowned gone ->
                with(new Disowning(new Withdrawal(gone.channel(), gone.receivedAt())))
                        .after(event);
            case StateEnded _ -> new ConsentState(signUps, withdrawals, disowned, false);
        };
    }

    private ConsentState after(ConsentEvent event) {
        return new ConsentState(signUps, withdrawals, disowned, told || event.tellsState());
    }

    ConsentState with(Deed deed) {
        return switch (deed) {
            case SignUp signUp -> new ConsentState(plus(signUps, signUp), withdrawals, disowned, told);
            case Withdrawal withdrawal -> new ConsentState(signUps, plus(withdrawals, withdrawal), disowned, told);
            case Disowning(var withdrawal) -> new ConsentState(signUps, withdrawals, plus(disowned, withdrawal), told);
        };
    }

    private static <D> Set<D> plus(Set<D> deeds, D deed) {
        Set<D> more = new HashSet<>(deeds);
        more.add(deed);
        return Set.copyOf(more);
    }
}
