package io.nachweis.consent.decision;

import io.nachweis.contracts.Channel;
import io.nachweis.contracts.Fact;
import io.nachweis.event.SubjectId;
import java.time.Instant;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Puts a decision of a person on record, wherever it was made. The components mean what they mean in the events. */
public sealed interface ConsentCommand {

    @TargetAggregateIdentifier
    UUID consent();

    /** Puts on record what another service says. */
    static ConsentCommand heard(UUID consent, SubjectId subject, String source, String id, Fact.OfConsent fact) {
        return switch (fact) {
            case Fact.ConsentGiven given ->
                new GiveConsent(
                        consent,
                        subject,
                        given.controller(),
                        given.purpose(),
                        source,
                        id,
                        given.signUp(),
                        given.requestedAt(),
                        given.givenAt(),
                        given.wording(),
                        given.wordingSha256());
            case Fact.ConsentWithdrawn withdrawn ->
                new WithdrawConsent(
                        consent,
                        subject,
                        withdrawn.controller(),
                        withdrawn.purpose(),
                        source,
                        id,
                        withdrawn.signUp(),
                        withdrawn.channel(),
                        withdrawn.receivedAt(),
                        withdrawn.recordedAt(),
                        null);
            case Fact.WithdrawalDisowned disowned ->
                new DisownWithdrawal(
                        consent,
                        subject,
                        disowned.controller(),
                        disowned.purpose(),
                        source,
                        disowned.signUp(),
                        disowned.channel(),
                        disowned.receivedAt(),
                        disowned.disownedAt());
        };
    }

    record GiveConsent(
            UUID consent,
            SubjectId subject,
            String controller,
            String purpose,
            String source,
            String fact,
            String signUp,
            Instant requestedAt,
            Instant givenAt,
            String wording,
            String wordingSha256)
            implements ConsentCommand {}

    /** @param signUp the sign-up that another service says it ends; what is recorded here brings a name of its own */
    record WithdrawConsent(
            UUID consent,
            SubjectId subject,
            String controller,
            String purpose,
            String source,
            @Nullable String fact,
            String signUp,
            Channel channel,
            Instant receivedAt,
            Instant recordedAt,
            @Nullable String recordedBy)
            implements ConsentCommand {}

    /** @param signUp a name of its own, for where no sign-up is known that the withdrawal could have ended */
    record DisownWithdrawal(
            UUID consent,
            SubjectId subject,
            String controller,
            String purpose,
            String source,
            String signUp,
            Channel channel,
            Instant receivedAt,
            Instant disownedAt)
            implements ConsentCommand {}

    /** Ends the state that others were told; where they were told none, nothing. */
    record EndState(
            UUID consent,
            SubjectId subject,
            String controller,
            String purpose,
            String source,
            String signUp,
            Instant endedAt)
            implements ConsentCommand {}
}
