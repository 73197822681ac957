package io.nachweis.lifecycle;

import io.nachweis.contracts.Fact.HoldLifted;
import io.nachweis.contracts.Fact.HoldPlaced;
import io.nachweis.contracts.Topics;
import io.nachweis.event.SubjectId;
import io.nachweis.facts.FactListener;
import io.nachweis.lifecycle.RecordedHold.RecordHold;
import io.nachweis.lifecycle.RecordedHold.RecordRelease;
import io.nachweis.policy.Controllers;
import java.util.Set;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts on record which legal holds rights-service says that there are, and their ends. */
class RecordHolds implements FactListener {

    private static final Logger log = LoggerFactory.getLogger(RecordHolds.class);

    private final Controllers controllers;
    private final CommandGateway commands;

    RecordHolds(Controllers controllers, CommandGateway commands) {
        this.controllers = controllers;
        this.commands = commands;
    }

    @Override
    public Set<String> topics() {
        return Set.of(Topics.SUBJECTS);
    }

    @Override
    public void on(ReceivedFact received) {
        switch (received.fact()) {
            case HoldPlaced placed -> hold(received.subject(), placed);
            case HoldLifted lifted -> release(lifted);
            default -> {}
        }
    }

    private void hold(SubjectId subject, HoldPlaced placed) {
        if (controllers.find(placed.controller()).isEmpty()) {
            log.warn("A legal hold is placed by a controller that is not known here");
            return;
        }
        UUID id = UUID.fromString(placed.hold());
        commands.<Object>sendAndWait(new RecordHold(
                RetentionHold.streamOf(id), id, placed.controller(), subject, placed.categories(), placed.placedAt()));
    }

    private void release(HoldLifted lifted) {
        try {
            commands.<Object>sendAndWait(
                    new RecordRelease(RetentionHold.streamOf(UUID.fromString(lifted.hold())), lifted.liftedAt()));
        } catch (AggregateNotFoundException _) {
            log.warn("A legal hold is lifted that was not placed here");
        }
    }
}
