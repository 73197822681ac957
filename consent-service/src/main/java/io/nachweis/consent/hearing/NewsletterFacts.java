package io.nachweis.consent.hearing;

import io.nachweis.consent.decision.ConsentCommand;
import io.nachweis.consent.decision.ConsentCommand.GiveConsent;
import io.nachweis.consent.decision.ConsentCommand.WithdrawConsent;
import io.nachweis.consent.decision.ConsentHandle;
import io.nachweis.consent.status.Sources;
import io.nachweis.consent.status.Sources.AsOf;
import io.nachweis.contracts.Fact;
import io.nachweis.contracts.Fact.ConsentGiven;
import io.nachweis.contracts.Fact.ConsentWithdrawn;
import io.nachweis.contracts.Topics;
import io.nachweis.personal.Handles;
import io.nachweis.starter.FactListener;
import java.time.Clock;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/** Takes down what the newsletter service says people decided. */
@Component
class NewsletterFacts implements FactListener {

    private final CommandGateway commands;
    private final Handles handles;
    private final Sources sources;
    private final Clock clock;

    NewsletterFacts(CommandGateway commands, Handles handles, Sources sources, Clock clock) {
        this.commands = commands;
        this.handles = handles;
        this.sources = sources;
        this.clock = clock;
    }

    @Override
    public String topic() {
        return Topics.of("newsletter");
    }

    @Override
    public void on(Heard heard) {
        commands.sendAndWait(toCommand(heard));
        sources.heard(heard.source(), new AsOf(heard.sequence(), clock.instant()));
    }

    private ConsentCommand toCommand(Heard heard) {
        Fact fact = heard.fact();
        UUID consent = handles.of(heard.subject(), ConsentHandle.kind(fact.controller(), fact.purpose()));
        return switch (fact) {
            case ConsentGiven given ->
                new GiveConsent(
                        consent,
                        heard.subject(),
                        given.controller(),
                        given.purpose(),
                        heard.source(),
                        heard.id(),
                        given.signUp(),
                        given.requestedAt(),
                        given.givenAt(),
                        given.wording(),
                        given.wordingSha256());
            case ConsentWithdrawn withdrawn ->
                new WithdrawConsent(
                        consent,
                        heard.subject(),
                        withdrawn.controller(),
                        withdrawn.purpose(),
                        heard.source(),
                        heard.id(),
                        withdrawn.channel(),
                        withdrawn.receivedAt(),
                        withdrawn.recordedAt(),
                        null);
        };
    }
}
