package io.nachweis.lifecycle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.function.Predicate.not;

import io.nachweis.contracts.Fact.ErasureOrdered;
import io.nachweis.contracts.Topics;
import io.nachweis.event.SubjectId;
import io.nachweis.evidence.EntryTypes;
import io.nachweis.evidence.Erasure;
import io.nachweis.facts.FactListener;
import io.nachweis.facts.FactsPutAside;
import io.nachweis.lifecycle.BegunErasures.Waiting;
import io.nachweis.lifecycle.ErasureCommand.DecideErasure;
import io.nachweis.lifecycle.ErasureEvent.ErasureDecided;
import io.nachweis.personal.Handles;
import io.nachweis.personal.KeyScope;
import io.nachweis.personal.SubjectKeys;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import io.nachweis.starter.DomainClock;
import io.nachweis.starter.OwnEntries;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Erases whom rights-service orders to erase, category by category of the controller's policy: what the policy keeps stays
 * as far as it proves anything, everything else ends, also what no category lists; what a legal hold stands on ends when the
 * hold does. A case that began after the order was given is none of its business, however late the order comes. Heard again
 * after a crash at any step it goes on; heard again afterwards it does nothing, so that nobody can erase with an old order
 * what is newer. Where something about what ends is not published yet, all of it waits.
 */
class CarryOutErasures implements FactListener {

    private static final Logger log = LoggerFactory.getLogger(CarryOutErasures.class);

    private static final int AT_ONCE = 100;

    private final Controllers controllers;
    private final List<BeforeErasure> before;
    private final EntryTypes types;
    private final List<KeptCases> keptCases;
    private final PublishedBeforeEnd published;
    private final OwnEntries entries;
    private final SubjectKeys keys;
    private final HoldsInForce holds;
    private final MovesForGood moves;
    private final Erasure erasure;
    private final Handles handles;
    private final FactsPutAside putAside;
    private final BegunErasures begun;
    private final CommandGateway commands;
    private final EventStore events;
    private final DomainClock clock;

    CarryOutErasures(
            Controllers controllers,
            List<BeforeErasure> before,
            EntryTypes types,
            Collection<KeptCases> keptCases,
            PublishedBeforeEnd published,
            OwnEntries entries,
            SubjectKeys keys,
            HoldsInForce holds,
            MovesForGood moves,
            Erasure erasure,
            Handles handles,
            FactsPutAside putAside,
            BegunErasures begun,
            CommandGateway commands,
            EventStore events,
            DomainClock clock) {
        this.controllers = controllers;
        this.before = List.copyOf(before);
        this.types = types;
        this.keptCases = List.copyOf(keptCases);
        this.published = published;
        this.entries = entries;
        this.keys = keys;
        this.holds = holds;
        this.moves = moves;
        this.erasure = erasure;
        this.handles = handles;
        this.putAside = putAside;
        this.begun = begun;
        this.commands = commands;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public Set<String> topics() {
        return Set.of(Topics.SUBJECTS);
    }

    @Override
    public void on(ReceivedFact received) {
        if (received.fact() instanceof ErasureOrdered order) {
            controllers
                    .find(order.controller())
                    .ifPresentOrElse(
                            policy -> erase(received.subject(), policy, order),
                            () -> log.warn("An erasure is ordered by a controller that is not known here"));
        }
    }

    private void erase(SubjectId subject, ControllerPolicy policy, ErasureOrdered order) {
        UUID id = UUID.nameUUIDFromBytes(("erasure/" + order.order()).getBytes(UTF_8));
        boolean isToDo = commands.sendAndWait(decision(id, subject, policy, order));
        if (!isToDo) {
            return;
        }
        before.forEach(each -> each.prepare(subject, policy, order.orderedAt()));
        putAside.removeAbout(subject, order.orderedAt());
        begun.putWaiting(new Waiting(id, order.orderedAt()));
        begin(id, subject, policy, order);
    }

    /** Begins an erasure that has waited; false where it still has to. */
    boolean begin(Waiting waiting) {
        UUID id = waiting.erasure();
        ErasureDecided decided = decided(id);
        Optional<ControllerPolicy> policy = controllers.find(decided.controller());
        return policy.isPresent()
                && begin(
                        id,
                        decided.subject(),
                        policy.get(),
                        new ErasureOrdered(decided.controller(), decided.order(), waiting.orderedAt()));
    }

    private ErasureDecided decided(UUID erasure) {
        return events.readEvents(erasure.toString())
                .asStream()
                .map(Message::getPayload)
                .filter(ErasureDecided.class::isInstance)
                .map(ErasureDecided.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private boolean begin(UUID id, SubjectId subject, ControllerPolicy policy, ErasureOrdered order) {
        RetainedData retained = retained(subject, policy, order);
        retained.stayAtTheirRules(moves, subject, clock.now());
        Predicate<KeyScope> ends = scope -> !retained.includes(scope) && !isOf(scope, order);
        Predicate<KeyScope> endsNow = ends.and(not(retained::isHeld));
        if (!published.mayEnd(policy.id(), subject, endsNow, not(endsNow))) {
            return false;
        }
        try (Stream<KeyScope> scopes = keys.scopesOf(subject)) {
            scopes.filter(ends).gather(Gatherers.windowFixed(AT_ONCE)).forEach(erasure::begin);
        }
        if (!isAnythingKept(subject, retained, order)) {
            handles.destroyAll(subject);
        }
        begun.put(id);
        return true;
    }

    /** Besides the proofs of this erasure and of legal holds. */
    private boolean isAnythingKept(SubjectId subject, RetainedData retained, ErasureOrdered order) {
        try (Stream<KeyScope> scopes = keys.scopesOf(subject)) {
            return scopes.filter(
                            scope -> !isOf(scope, order) && !scope.category().equals(RetentionHold.CATEGORY))
                    .anyMatch(scope -> retained.includes(scope) || retained.isHeld(scope));
        }
    }

    private DecideErasure decision(UUID id, SubjectId subject, ControllerPolicy policy, ErasureOrdered order) {
        RetainedData retained = retained(subject, policy, order);
        return new DecideErasure(
                id, policy.id(), order.order(), subject, retained.erased(), retained.kept(), clock.now());
    }

    private RetainedData retained(SubjectId subject, ControllerPolicy policy, ErasureOrdered order) {
        return new RetainedData(
                policy,
                types,
                keptCases,
                holds.of(policy.id(), subject),
                () -> entries.about(policy.id(), subject, false),
                order.orderedAt());
    }

    /** The proof of this erasure itself, which has to outlive it and leads to no other stream of the person. */
    private static boolean isOf(KeyScope scope, ErasureOrdered order) {
        return scope.category().equals(ErasureEvent.CATEGORY) && scope.caseId().equals(order.order());
    }
}
