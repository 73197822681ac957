package io.nachweis.consent.desk;

import io.nachweis.consent.decision.ConsentCommand.WithdrawConsent;
import io.nachweis.consent.decision.ConsentHandle;
import io.nachweis.consent.decision.ConsentOutcome;
import io.nachweis.consent.ledger.Ledger;
import io.nachweis.contracts.Channel;
import io.nachweis.event.SubjectId;
import io.nachweis.lifecycle.BeforeErasure;
import io.nachweis.personal.Handles;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.LegalBasis;
import io.nachweis.policy.ControllerPolicy.Purpose;
import io.nachweis.starter.DomainClock;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Predicate;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/** Withdraws a person's consents to all purposes at once. Said again it is the same withdrawal. */
@Component
class WithdrawEverything implements BeforeErasure {

    private static final String RIGHTS = "rights";

    private final CommandGateway commands;
    private final Handles handles;
    private final Ledger ledger;
    private final DomainClock clock;

    WithdrawEverything(CommandGateway commands, Handles handles, Ledger ledger, DomainClock clock) {
        this.commands = commands;
        this.handles = handles;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Also where no consent is known, because a grant may be on its way. */
    void withdraw(SubjectId subject, ControllerPolicy policy, Channel channel, Instant receivedAt) {
        withdraw(subject, policy, channel, receivedAt, _ -> true);
    }

    /** An erasure puts nothing new on record about who gave no consent, or withdrew it: that would be kept anew. */
    @Override
    public void prepare(SubjectId subject, ControllerPolicy policy, Instant orderedAt) {
        withdraw(
                subject,
                policy,
                Channel.OTHER,
                orderedAt,
                purpose -> ledger.standing(policy.id(), subject, purpose.id())
                        .outcome()
                        .filter(ConsentOutcome::allowed)
                        .isPresent());
    }

    private void withdraw(
            SubjectId subject,
            ControllerPolicy policy,
            Channel channel,
            Instant receivedAt,
            Predicate<Purpose> concerned) {
        Instant now = clock.now();
        policy.purposes().values().stream()
                .filter(purpose -> purpose.basis() == LegalBasis.CONSENT)
                .filter(concerned)
                .forEach(purpose -> commands.sendAndWait(new WithdrawConsent(
                        handles.of(subject, ConsentHandle.kind(policy.id(), purpose.id())),
                        subject,
                        policy.id(),
                        purpose.id(),
                        "/consent",
                        null,
                        UUID.randomUUID().toString(),
                        channel,
                        receivedAt,
                        now,
                        RIGHTS)));
    }
}
