package io.nachweis.consent.approval;

import io.nachweis.consent.approval.ApprovalCommand.CarriedOut;
import io.nachweis.consent.approval.ApprovalCommand.Decide;
import io.nachweis.consent.approval.ApprovalCommand.EndOutdated;
import io.nachweis.consent.approval.ApprovalCommand.RequestApproval;
import io.nachweis.consent.approval.ApprovalEvent.ApprovalRequested;
import io.nachweis.consent.approval.ApprovalEvent.Part;
import io.nachweis.event.CommandResult;
import io.nachweis.evidence.CanonicalJson;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.TwoPersonAction;
import io.nachweis.policy.Explanation;
import io.nachweis.policy.LegalClock;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.Sha256;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.Message;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Approvals as the log has them now, and what becomes of them. Streams are short. */
@Component
public class Approvals {

    private static final Period VALID = Period.ofDays(7);

    private record Request(String controller, String action, List<Part> request) {}

    private final EventStore log;
    private final CommandGateway commands;
    private final List<ApprovableAction> actions;
    private final StaffPseudonyms staff;
    private final DomainClock clock;

    Approvals(
            EventStore log,
            CommandGateway commands,
            List<ApprovableAction> actions,
            StaffPseudonyms staff,
            DomainClock clock) {
        this.log = log;
        this.commands = commands;
        this.actions = List.copyOf(actions);
        this.staff = staff;
        this.clock = clock;
    }

    /** Puts on record that somebody asks for it; it is done when a second person has approved it. */
    public ApprovalRequested ask(
            TwoPersonAction action, List<Part> request, ControllerPolicy policy, JwtAuthenticationToken caller) {
        UUID approval = UUID.randomUUID();
        Instant now = clock.now();
        var requested = new ApprovalRequested(
                approval,
                policy.id(),
                Explanation.key(action),
                request,
                sha256(new Request(policy.id(), Explanation.key(action), request)),
                staff.of(caller, policy.id(), approval),
                now,
                LegalClock.of(policy).after(now, VALID));
        commands.<CommandResult>sendAndWait(new RequestApproval(requested));
        return requested;
    }

    private static String sha256(Request request) {
        MessageDigest digest = Sha256.digest();
        digest.update(CanonicalJson.bytes(JsonMapper.shared().valueToTree(request)));
        return Sha256.of(digest);
    }

    Optional<ApprovalState> find(UUID approval) {
        return ApprovalState.of(log.readEvents(approval.toString())
                .asStream()
                .map(Message::getPayload)
                .filter(ApprovalEvent.class::isInstance)
                .map(ApprovalEvent.class::cast));
    }

    /** Approves only what can still be done as it was asked for. */
    void decide(ApprovalState approval, Decide command) {
        approval.decide(command);
        if (command.decision() == Decision.APPROVE && !action(approval).isCurrent(approval.requested())) {
            throw ApprovalProblem.APPROVAL_OUTDATED.refusal();
        }
        commands.<CommandResult>sendAndWait(command);
    }

    void endOutdated(UUID approval) {
        commands.<CommandResult>sendAndWait(new EndOutdated(approval, clock.now()));
    }

    /** What was approved and is not done yet. Whoever does so at the same time, or again, has no other effect. */
    void carryOut(UUID approval) {
        find(approval).filter(ApprovalState::isGranted).ifPresent(granted -> {
            if (action(granted).carryOut(granted.requested())) {
                commands.<CommandResult>sendAndWait(new CarriedOut(approval, clock.now()));
            } else {
                endOutdated(approval);
            }
        });
    }

    private ApprovableAction action(ApprovalState approval) {
        return actions.stream()
                .filter(each -> Explanation.key(each.action())
                        .equals(approval.requested().action()))
                .findFirst()
                .orElseThrow();
    }
}
