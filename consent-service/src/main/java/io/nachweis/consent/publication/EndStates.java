package io.nachweis.consent.publication;

import static java.util.stream.Collectors.groupingBy;

import io.nachweis.consent.decision.ConsentCommand.EndState;
import io.nachweis.consent.decision.ConsentEvent;
import io.nachweis.event.SubjectId;
import io.nachweis.evidence.EvidenceLogEngine;
import io.nachweis.lifecycle.BeforeEnd;
import io.nachweis.personal.KeyScope;
import io.nachweis.starter.DomainClock;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.Message;
import org.springframework.stereotype.Component;

/**
 * Ends the state of a person and purpose with the last case that it rests on. The topic is compacted, so nothing else would
 * ever remove the person's pseudonym from it.
 */
@Component
class EndStates implements BeforeEnd {

    private static final String SOURCE = "/consent";

    private final EvidenceLogEngine log;
    private final CommandGateway commands;
    private final DomainClock clock;

    EndStates(EvidenceLogEngine log, CommandGateway commands, DomainClock clock) {
        this.log = log;
        this.commands = commands;
        this.clock = clock;
    }

    @Override
    public void prepare(String controller, SubjectId subject, Predicate<KeyScope> ending, Predicate<KeyScope> stays) {
        decisions(controller, subject).stream()
                .filter(ofOnePurpose ->
                        ofOnePurpose.stream().map(EndStates::caseOf).noneMatch(stays))
                .forEach(ofOnePurpose -> ofOnePurpose.stream()
                        .filter(decision -> ending.test(caseOf(decision)))
                        .findFirst()
                        .ifPresent(this::endState));
    }

    /** Those of which it can still be said whose they are, by purpose. */
    private Collection<List<ConsentEvent>> decisions(String controller, SubjectId subject) {
        try (Stream<? extends TrackedEventMessage<?>> events = log.readEvents(subject)) {
            return events.map(Message::getPayload)
                    .filter(ConsentEvent.class::isInstance)
                    .map(ConsentEvent.class::cast)
                    .filter(event -> event.subject().equals(subject)
                            && event.controller().equals(controller))
                    .collect(groupingBy(ConsentEvent::consent))
                    .values();
        }
    }

    private static KeyScope caseOf(ConsentEvent decision) {
        return new KeyScope(decision.subject(), ConsentEvent.CATEGORY, decision.signUp());
    }

    private void endState(ConsentEvent decision) {
        commands.<Object>sendAndWait(new EndState(
                decision.consent(),
                decision.subject(),
                decision.controller(),
                decision.purpose(),
                SOURCE,
                decision.signUp(),
                clock.now()));
    }
}
