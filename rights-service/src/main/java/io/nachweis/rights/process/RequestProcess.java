package io.nachweis.rights.process;

import io.nachweis.rights.access.DisclosableData;
import io.nachweis.rights.access.DisclosableData.Found;
import io.nachweis.rights.decision.Case;
import io.nachweis.rights.decision.Phase;
import io.nachweis.rights.decision.RequestKind;
import io.nachweis.rights.decision.RequestOutcome;
import io.nachweis.rights.decision.RightsCommand;
import io.nachweis.rights.decision.RightsCommand.AnswerRequest;
import io.nachweis.rights.decision.RightsCommand.OrderErasure;
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
 * nothing again. Once everybody was told to erase, the reports carry the request on.
 */
@Component
class RequestProcess {

    private final Cases cases;
    private final DisclosableData disclosable;
    private final ConsentDesk consents;
    private final CommandGateway commands;
    private final DomainClock clock;
    private final List<String> services;

    RequestProcess(
            Cases cases,
            DisclosableData disclosable,
            ConsentDesk consents,
            CommandGateway commands,
            DomainClock clock,
            NachweisSettings settings) {
        this.cases = cases;
        this.disclosable = disclosable;
        this.consents = consents;
        this.commands = commands;
        this.clock = clock;
        this.services = settings.services().keySet().stream().sorted().toList();
    }

    /** The services that did not answer, which the request waits for; none when there is nothing left to do here. */
    Set<String> goOn(UUID request) {
        return cases.find(request)
                .filter(found -> found.is(Phase.PROVEN) && !found.subject().isErased())
                .map(this::goOn)
                .orElse(Set.of());
    }

    private Set<String> goOn(Case request) {
        if (request.kind() == RequestKind.WITHDRAWAL) {
            if (!consents.withdrawEverything(request)) {
                return Set.of(ConsentDesk.SERVICE);
            }
            send(new AnswerRequest(request.id(), RequestOutcome.WITHDRAWN, clock.now()));
            return Set.of();
        }
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
