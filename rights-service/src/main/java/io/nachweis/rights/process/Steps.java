package io.nachweis.rights.process;

import io.nachweis.rights.access.Findings;
import io.nachweis.rights.access.Findings.Found;
import io.nachweis.rights.access.ServiceSettings;
import io.nachweis.rights.decision.Case;
import io.nachweis.rights.decision.Kind;
import io.nachweis.rights.decision.Outcome;
import io.nachweis.rights.decision.Phase;
import io.nachweis.rights.decision.RightsCommand;
import io.nachweis.rights.decision.RightsCommand.AnswerRequest;
import io.nachweis.rights.decision.RightsCommand.OrderErasure;
import io.nachweis.rights.link.Cases;
import io.nachweis.starter.NachweisSettings;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/**
 * The next step of a request, decided from nothing but its own stream; done again it does nothing again. Once everybody
 * was told to erase, the reports carry the request on.
 */
@Component
class Steps {

    private final Cases cases;
    private final Findings findings;
    private final ConsentDesk consents;
    private final CommandGateway commands;
    private final Clock clock;
    private final List<String> services;

    Steps(
            Cases cases,
            Findings findings,
            ConsentDesk consents,
            CommandGateway commands,
            Clock clock,
            ServiceSettings others,
            NachweisSettings settings) {
        this.cases = cases;
        this.findings = findings;
        this.consents = consents;
        this.commands = commands;
        this.clock = clock;
        this.services = Stream.concat(others.services().keySet().stream(), Stream.of(settings.service()))
                .sorted()
                .toList();
    }

    /** The services that did not answer, which the request waits for; none when there is nothing left to do here. */
    Set<String> goOn(UUID request) {
        return cases.find(request)
                .filter(found -> found.is(Phase.PROVEN) && !found.subject().isErased())
                .map(this::goOn)
                .orElse(Set.of());
    }

    private Set<String> goOn(Case request) {
        if (request.kind() == Kind.WITHDRAWAL) {
            if (!consents.withdrawEverything(request)) {
                return Set.of(ConsentDesk.SERVICE);
            }
            send(new AnswerRequest(request.id(), Outcome.WITHDRAWN, now()));
            return Set.of();
        }
        Found found = findings.of(request);
        if (!found.missing().isEmpty()) {
            return found.missing();
        }
        if (!found.isAnythingHeld()) {
            send(new AnswerRequest(request.id(), Outcome.NOTHING_HELD, now()));
        } else if (request.kind() == Kind.ACCESS) {
            send(new AnswerRequest(request.id(), Outcome.DATA_READY, now()));
        } else {
            send(new OrderErasure(request.id(), services, now()));
        }
        return Set.of();
    }

    private void send(RightsCommand command) {
        commands.<Boolean>sendAndWait(command);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
