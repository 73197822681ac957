package io.nachweis.consent.decision;

import io.nachweis.contracts.Channel;
import io.nachweis.personal.SubjectId;
import java.time.Instant;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** Puts a decision of a person on record, wherever it was made. The components mean what they mean in the events. */
public sealed interface ConsentCommand {

    @TargetAggregateIdentifier
    UUID consent();

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

    record WithdrawConsent(
            UUID consent,
            SubjectId subject,
            String controller,
            String purpose,
            String source,
            @Nullable String fact,
            Channel channel,
            Instant receivedAt,
            Instant recordedAt,
            @Nullable String recordedBy)
            implements ConsentCommand {}
}
