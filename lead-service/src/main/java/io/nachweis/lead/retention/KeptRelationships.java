package io.nachweis.lead.retention;

import static io.nachweis.lead.decision.RelationshipEvent.CATEGORY;

import io.nachweis.evidence.WithheldEvents;
import io.nachweis.lead.decision.RelationshipEvent;
import io.nachweis.lead.decision.RelationshipEvent.RelationshipBegun;
import io.nachweis.lead.decision.RelationshipEvent.RelationshipChanged;
import io.nachweis.lead.decision.RelationshipEvent.RelationshipEnded;
import io.nachweis.lead.decision.RelationshipEvent.RelationshipResumed;
import io.nachweis.lead.decision.RelationshipEvent.RelationshipRevoked;
import io.nachweis.lifecycle.CaseOwner;
import io.nachweis.lifecycle.StreamCases;
import io.nachweis.policy.ControllerPolicy.Condition;
import io.nachweis.policy.Controllers;
import io.nachweis.policy.LegalClock;
import io.nachweis.policy.Retention.Trigger;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** A business relationship is kept from its end, or from when it was revoked. It moves what else there is of its person. */
@Component
class KeptRelationships implements StreamCases {

    private final WithheldEvents log;
    private final Controllers controllers;

    KeptRelationships(WithheldEvents log, Controllers controllers) {
        this.log = log;
        this.controllers = controllers;
    }

    @Override
    public String category() {
        return CATEGORY;
    }

    @Override
    public Optional<Condition> condition() {
        return Optional.of(Condition.RELATIONSHIP);
    }

    @Override
    public Optional<CaseOwner> ownerBy(Object event) {
        return event instanceof RelationshipEvent of
                ? Optional.of(new CaseOwner(of.controller(), of.subject(), of.relationship()))
                : Optional.empty();
    }

    @Override
    public boolean changesTime(Object event) {
        return event instanceof RelationshipEvent && !(event instanceof RelationshipChanged);
    }

    @Override
    public Optional<Map<Trigger, Instant>> in(UUID stream, String controller, Instant orderedAt) {
        return log.of(stream.toString(), RelationshipEvent.class)
                .filter(event -> event.controller().equals(controller))
                .flatMap(event -> happened(event, orderedAt))
                .reduce((_, last) -> last);
    }

    private Stream<Map<Trigger, Instant>> happened(RelationshipEvent event, Instant orderedAt) {
        return switch (event) {
            case RelationshipBegun _, RelationshipResumed _ ->
                Stream.of(Map.of(Trigger.END_OF_RELATIONSHIP, orderedAt));
            case RelationshipChanged _ -> Stream.empty();
            case RelationshipEnded ended ->
                controllers.find(ended.controller()).stream()
                        .map(LegalClock::of)
                        .map(clock -> Map.of(Trigger.END_OF_RELATIONSHIP, clock.lastOf(ended.endedOn())));
            case RelationshipRevoked revoked -> Stream.of(Map.of(Trigger.REVOCATION, revoked.revokedAt()));
        };
    }
}
