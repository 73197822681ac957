package io.nachweis.consent.hearing;

import io.nachweis.consent.decision.ConsentCommand;
import io.nachweis.consent.decision.ConsentHandle;
import io.nachweis.consent.ledger.Wordings;
import io.nachweis.consent.source.Sources;
import io.nachweis.contracts.Fact;
import io.nachweis.contracts.Topics;
import io.nachweis.evidence.StreamReads;
import io.nachweis.facts.FactListener;
import io.nachweis.facts.FactNotUnderstood;
import io.nachweis.personal.Handles;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.springframework.stereotype.Component;

/** Takes down what the newsletter service says people decided. */
@Component
class NewsletterFacts implements FactListener {

    private final CommandGateway commands;
    private final Handles handles;
    private final StreamReads reads;
    private final Sources sources;
    private final Wordings wordings;

    NewsletterFacts(CommandGateway commands, Handles handles, StreamReads reads, Sources sources, Wordings wordings) {
        this.commands = commands;
        this.handles = handles;
        this.reads = reads;
        this.sources = sources;
        this.wordings = wordings;
    }

    @Override
    public Set<String> topics() {
        return Set.of(Topics.of("newsletter"));
    }

    @Override
    public void on(ReceivedFact received) {
        if (received.fact() instanceof Fact.ConsentGiven given && !wordings.include(given)) {
            throw new FactNotUnderstood("It names a wording that the policy does not have");
        }
        if (received.fact() instanceof Fact.OfConsent fact) {
            record(received, fact);
        }
        sources.heard(received.source(), received.id(), received.sequence());
    }

    /** About this person, and nobody else, the service itself is asked until then. */
    @Override
    public void putAside(String source, String id, long sequence) {
        sources.heard(source, id, sequence);
    }

    private void record(ReceivedFact received, Fact.OfConsent fact) {
        String kind = ConsentHandle.kind(fact.controller(), fact.purpose());
        Optional<UUID> begun = handles.begin(received.subject(), kind);
        UUID consent = begun.orElseGet(() -> handles.of(received.subject(), kind));
        var command = ConsentCommand.heard(consent, received.subject(), received.source(), received.id(), fact);
        if (begun.isPresent()) {
            reads.ofNew(consent, () -> commands.sendAndWait(command));
        } else {
            commands.sendAndWait(command);
        }
    }
}
