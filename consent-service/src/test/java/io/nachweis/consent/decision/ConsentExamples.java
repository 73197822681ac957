package io.nachweis.consent.decision;

import io.nachweis.consent.decision.ConsentCommand.DisownWithdrawal;
import io.nachweis.consent.decision.ConsentCommand.EndState;
import io.nachweis.consent.decision.ConsentCommand.GiveConsent;
import io.nachweis.consent.decision.ConsentCommand.WithdrawConsent;
import io.nachweis.consent.decision.ConsentEvent.ConsentGiven;
import io.nachweis.consent.decision.ConsentEvent.ConsentWithdrawn;
import io.nachweis.consent.decision.ConsentEvent.StateEnded;
import io.nachweis.consent.decision.ConsentEvent.WithdrawalDisowned;
import io.nachweis.contracts.Channel;
import io.nachweis.event.SubjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One person's newsletter consent, told by the hour of one morning. */
final class ConsentExamples {

    static final UUID CONSENT = UUID.fromString("5b0b9f0e-53c9-4d0f-9f57-6a1a0a0d7a11");
    static final SubjectId PERSON = SubjectId.of("1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    static final String WORDING = "newsletter/1/en";
    static final String WORDING_SHA256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private static final Duration READING_THE_MAIL = Duration.ofMinutes(10);

    private ConsentExamples() {}

    static Instant at(int hour) {
        return Instant.parse("2026-03-02T00:00:00Z").plus(Duration.ofHours(hour));
    }

    /** A sign-up requested at that hour and confirmed ten minutes later. */
    static GiveConsent signUp(int hour) {
        return new GiveConsent(
                CONSENT,
                PERSON,
                "idm",
                "newsletter",
                "/newsletter",
                "fact-of-sign-up-" + hour,
                "sign-up-" + hour,
                at(hour),
                at(hour).plus(READING_THE_MAIL),
                WORDING,
                WORDING_SHA256);
    }

    /** By the link of the sign-up of the hour before. */
    static WithdrawConsent unsubscribe(int hour) {
        return new WithdrawConsent(
                CONSENT,
                PERSON,
                "idm",
                "newsletter",
                "/newsletter",
                "fact-of-withdrawal-" + hour,
                "sign-up-" + (hour - 1),
                Channel.PAGE,
                at(hour),
                at(hour),
                null);
    }

    static WithdrawConsent letterReceived(int hour, int recordedAt) {
        return new WithdrawConsent(
                CONSENT,
                PERSON,
                "idm",
                "newsletter",
                "/consent",
                null,
                "letter-" + hour,
                Channel.LETTER,
                at(hour),
                at(recordedAt),
                "privacy-desk");
    }

    /** The letter received at that hour. */
    static DisownWithdrawal disown(int hour) {
        return new DisownWithdrawal(
                CONSENT, PERSON, "idm", "newsletter", "/consent", "disowned-" + hour, Channel.LETTER, at(hour), at(20));
    }

    static WithdrawalDisowned disowned(int hour, String signUp, boolean known, ConsentOutcome outcome) {
        DisownWithdrawal command = disown(hour);
        return new WithdrawalDisowned(
                command.consent(),
                command.subject(),
                command.controller(),
                command.purpose(),
                command.source(),
                signUp,
                command.channel(),
                command.receivedAt(),
                command.disownedAt(),
                known,
                outcome);
    }

    static EndState endState(int signUp) {
        return new EndState(CONSENT, PERSON, "idm", "newsletter", "/consent", "sign-up-" + signUp, at(30));
    }

    static StateEnded stateEnded(int signUp, ConsentOutcome outcome) {
        EndState command = endState(signUp);
        return new StateEnded(
                command.consent(),
                command.subject(),
                command.controller(),
                command.purpose(),
                command.source(),
                command.signUp(),
                command.endedAt(),
                outcome);
    }

    static ConsentGiven given(GiveConsent command, ConsentOutcome outcome) {
        return new ConsentGiven(
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
                outcome);
    }

    static ConsentWithdrawn withdrawn(WithdrawConsent command, ConsentOutcome outcome) {
        return withdrawn(command, command.signUp(), outcome);
    }

    /** Of what nobody was known to have given. */
    static ConsentWithdrawn withdrawnUnknown(WithdrawConsent command, ConsentOutcome outcome) {
        return withdrawn(command, command.signUp(), false, outcome);
    }

    static ConsentWithdrawn withdrawn(WithdrawConsent command, String signUp, ConsentOutcome outcome) {
        return withdrawn(command, signUp, true, outcome);
    }

    /** As it stood in the log before that was told. */
    static ConsentWithdrawn withdrawnOfOld(WithdrawConsent command, ConsentOutcome outcome) {
        return withdrawn(command, command.signUp(), null, outcome);
    }

    private static ConsentWithdrawn withdrawn(
            WithdrawConsent command, String signUp, @Nullable Boolean known, ConsentOutcome outcome) {
        return new ConsentWithdrawn(
                command.consent(),
                command.subject(),
                command.controller(),
                command.purpose(),
                command.source(),
                command.fact(),
                signUp,
                command.channel(),
                command.receivedAt(),
                command.recordedAt(),
                command.recordedBy(),
                known,
                outcome);
    }

    static ConsentOutcome allowedSinceSignUpAt(int hour) {
        return new ConsentOutcome(true, at(hour).plus(READING_THE_MAIL));
    }

    static ConsentOutcome refusedSince(int hour) {
        return new ConsentOutcome(false, at(hour));
    }
}
