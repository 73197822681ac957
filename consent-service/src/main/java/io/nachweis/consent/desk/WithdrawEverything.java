package io.nachweis.consent.desk;

import io.nachweis.consent.decision.ConsentCommand.DisownWithdrawal;
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
import java.util.stream.Stream;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/** Withdraws a person's consents to all purposes at once, and takes that back. Said again it is the same. */
@Component
class WithdrawEverything implements BeforeErasure {

    private static final String SOURCE = "/consent";
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

    /** Also where the withdrawal is not known, because it may be on its way. */
    void disown(SubjectId subject, ControllerPolicy policy, Channel channel, Instant receivedAt) {
        Instant now = clock.now();
        byConsent(policy)
                .forEach(purpose -> commands.sendAndWait(new DisownWithdrawal(
                        handles.of(subject, ConsentHandle.kind(policy.id(), purpose.id())),
                        subject,
                        policy.id(),
                        purpose.id(),
                        SOURCE,
                        UUID.randomUUID().toString(),
                        channel,
                        receivedAt,
                        now)));
    }

    private static Stream<Purpose> byConsent(ControllerPolicy policy) {
        return policy.purposes().values().stream().filter(purpose -> purpose.basis() == LegalBasis.CONSENT);
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
        byConsent(policy)
                .filter(concerned)
                .forEach(purpose -> commands.sendAndWait(new WithdrawConsent(
                        handles.of(subject, ConsentHandle.kind(policy.id(), purpose.id())),
                        subject,
                        policy.id(),
                        purpose.id(),
                        SOURCE,
                        null,
                        UUID.randomUUID().toString(),
                        channel,
                        receivedAt,
                        now,
                        RIGHTS)));
    }
}
