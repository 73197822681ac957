package io.nachweis.rights.process;

import io.nachweis.evidence.Erasure;
import io.nachweis.personal.KeyScope;
import io.nachweis.rights.access.DisclosableData;
import io.nachweis.rights.access.DisclosableData.Found;
import io.nachweis.rights.decision.Case;
import io.nachweis.rights.decision.Phase;
import io.nachweis.rights.decision.RequestKind;
import io.nachweis.rights.decision.RequestOutcome;
import io.nachweis.rights.decision.RightsCommand;
import io.nachweis.rights.decision.RightsCommand.AnswerRequest;
import io.nachweis.rights.decision.RightsCommand.OrderErasure;
import io.nachweis.rights.decision.RightsEvent;
import io.nachweis.rights.link.Cases;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.NachweisSettings;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/**
 * Carries a rights request to its next step, idempotently: decided from nothing but its own stream, done again it does
 * nothing again. Once everybody was told to erase, the
 * reports carry the request on.
 */
@Component
class RequestProcess {

    private final Cases cases;
    private final DisclosableData disclosable;
    private final ConsentDesk consents;
    private final CommandGateway commands;
    private final Erasure erasure;
    private final DomainClock clock;
    private final List<String> services;

    RequestProcess(
            Cases cases,
            DisclosableData disclosable,
            ConsentDesk consents,
            CommandGateway commands,
            Erasure erasure,
            DomainClock clock,
            NachweisSettings settings) {
        this.cases = cases;
        this.disclosable = disclosable;
        this.consents = consents;
        this.commands = commands;
        this.erasure = erasure;
        this.clock = clock;
        this.services = settings.services().keySet().stream().sorted().toList();
    }

    /** The services that did not answer, which the request waits for; none when there is nothing left to do here. */
    Set<String> goOn(UUID request) {
        return cases.find(request)
                .filter(found -> !found.subject().isErased())
                .map(this::goOn)
                .orElse(Set.of());
    }

    private Set<String> goOn(Case request) {
        if (request.isUndone()) {
            return undo(request);
        }
        if (request.isWithdrawal() && request.isOpen()) {
            return withdraw(request);
        }
        return request.is(Phase.PROVEN) ? answer(request) : Set.of();
    }

    private Set<String> withdraw(Case request) {
        if (!consents.withdrawEverything(request)) {
            return Set.of(ConsentDesk.SERVICE);
        }
        send(new AnswerRequest(request.id(), RequestOutcome.WITHDRAWN, clock.now()));
        return Set.of();
    }

    /** Its person is forgotten only then: until it is undone one has to know whose withdrawal it was. */
    private Set<String> undo(Case request) {
        if (!consents.disown(request)) {
            return Set.of(ConsentDesk.SERVICE);
        }
        erasure.begin(new KeyScope(
                request.subject(), RightsEvent.CATEGORY, request.id().toString()));
        return Set.of();
    }

    private Set<String> answer(Case request) {
        Found found = disclosable.of(request);
        if (!found.missing().isEmpty()) {
            return found.missing();
        }
        if (!found.isAnythingHeld()) {
            send(new AnswerRequest(request.id(), RequestOutcome.NOTHING_HELD, clock.now()));
        } else if (request.kind() == RequestKind.ACCESS) {
            send(new AnswerRequest(request.id(), RequestOutcome.DATA_READY, clock.now()));
        } else {
            send(new OrderErasure(request.id(), services, clock.now()));
        }
        return Set.of();
    }

    private void send(RightsCommand command) {
        commands.<Boolean>sendAndWait(command);
    }
}
