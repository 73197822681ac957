package io.nachweis.consent.decision;

import io.nachweis.consent.decision.ConsentCommand.GiveConsent;
import io.nachweis.consent.decision.ConsentCommand.WithdrawConsent;
import io.nachweis.consent.decision.ConsentEvent.ConsentGiven;
import io.nachweis.consent.decision.ConsentEvent.ConsentWithdrawn;
import io.nachweis.contracts.Channel;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the past amounts to. Facts arrive late and in any order, so not the last one heard counts but the newest deed:
 * a grant is as old as the request of its sign-up, and of two equally new deeds the withdrawal prevails (Art. 7(3)
 * GDPR). In which order they were heard never shows in the outcome.
 *
 * <pre>
 *             a grant                                  a withdrawal
 * Undecided   → Given                                  → Withdrawn
 * Given       by a newer sign-up → Given by that one   not earlier than the sign-up → Withdrawn
 * Withdrawn   by a later sign-up → Given               a later one → Withdrawn since then
 * </pre>
 *
 * Whatever else is heard is on record and changes nothing.
 */
sealed interface ConsentState {

    /** The deeds on record; each is recorded once. */
    Set<Deed> deeds();

    record Undecided() implements ConsentState {

        @Override
        public Set<Deed> deeds() {
            return Set.of();
        }
    }

    record Given(Instant requestedAt, Instant givenAt, Set<Deed> deeds) implements ConsentState {

        /** Of two sign-ups requested at once the one completed later is the newer, whichever was heard first. */
        private boolean isNewerThan(Instant otherRequestedAt, Instant otherGivenAt) {
            int order = requestedAt.compareTo(otherRequestedAt);
            return order > 0 || (order == 0 && givenAt.isAfter(otherGivenAt));
        }
    }

    record Withdrawn(Instant receivedAt, Set<Deed> deeds) implements ConsentState {}

    default List<ConsentEvent> decide(ConsentCommand command) {
        return switch (command) {
            case GiveConsent give -> decide(give);
            case WithdrawConsent withdraw -> decide(withdraw);
        };
    }

    default List<ConsentEvent> decide(GiveConsent command) {
        if (deeds().contains(new Deed.SignUp(command.signUp()))) {
            return List.of();
        }
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
                given(command.signUp(), command.requestedAt(), command.givenAt())
                        .outcome()));
    }

    default List<ConsentEvent> decide(WithdrawConsent command) {
        if (deeds().contains(new Deed.Withdrawal(command.channel(), command.receivedAt()))) {
            return List.of();
        }
        return List.of(new ConsentWithdrawn(
                command.consent(),
                command.subject(),
                command.controller(),
                command.purpose(),
                command.source(),
                command.fact(),
                command.channel(),
                command.receivedAt(),
                command.recordedAt(),
                command.recordedBy(),
                withdrawn(command.channel(), command.receivedAt()).outcome()));
    }

    default ConsentState evolve(ConsentEvent event) {
        return switch (event) {
            case ConsentGiven given -> given(given.signUp(), given.requestedAt(), given.givenAt());
            case ConsentWithdrawn withdrawn -> withdrawn(withdrawn.channel(), withdrawn.receivedAt());
        };
    }

    private ConsentState given(String signUp, Instant requestedAt, Instant givenAt) {
        Set<Deed> known = with(new Deed.SignUp(signUp));
        return switch (this) {
            case Withdrawn last when !requestedAt.isAfter(last.receivedAt()) -> new Withdrawn(last.receivedAt(), known);
            case Given newest
            when newest.isNewerThan(requestedAt, givenAt) -> new Given(newest.requestedAt(), newest.givenAt(), known);
            case Undecided _, Given _, Withdrawn _ -> new Given(requestedAt, givenAt, known);
        };
    }

    private ConsentState withdrawn(Channel channel, Instant receivedAt) {
        Set<Deed> known = with(new Deed.Withdrawal(channel, receivedAt));
        return switch (this) {
            case Given newest
            when newest.requestedAt().isAfter(receivedAt) -> new Given(newest.requestedAt(), newest.givenAt(), known);
            case Withdrawn last when last.receivedAt().isAfter(receivedAt) -> new Withdrawn(last.receivedAt(), known);
            case Undecided _, Given _, Withdrawn _ -> new Withdrawn(receivedAt, known);
        };
    }

    private Set<Deed> with(Deed deed) {
        Set<Deed> more = new HashSet<>(deeds());
        more.add(deed);
        return Set.copyOf(more);
    }

    private ConsentOutcome outcome() {
        return switch (this) {
            case Given given -> new ConsentOutcome(true, given.givenAt());
            case Withdrawn withdrawn -> new ConsentOutcome(false, withdrawn.receivedAt());
            case Undecided _ -> throw new IllegalStateException("nothing was decided yet");
        };
    }
}
