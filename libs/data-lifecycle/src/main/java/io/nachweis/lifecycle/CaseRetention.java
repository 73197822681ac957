package io.nachweis.lifecycle;

import io.nachweis.event.SubjectId;
import io.nachweis.evidence.Entry;
import io.nachweis.evidence.EntryTypes;
import io.nachweis.lifecycle.HoldsInForce.Held;
import io.nachweis.lifecycle.due.DueItem;
import io.nachweis.personal.KeyScope;
import io.nachweis.personal.SubjectKeys;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.ControllerPolicy.Condition;
import io.nachweis.policy.ControllerPolicy.Move;
import io.nachweis.policy.Controllers;
import io.nachweis.policy.LegalClock;
import io.nachweis.policy.LegalClock.Due;
import io.nachweis.policy.Retention.End;
import io.nachweis.policy.Retention.Trigger;
import io.nachweis.starter.OwnEntries;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.Message;

/**
 * Computes when cases end: by what the log says of them now, and by the rule that the policy has for them now. What a legal
 * hold stands on does not.
 */
public class CaseRetention {

    /** In the place of an order to erase, which would end what goes on: nothing ends it. */
    private static final Instant NEVER = Instant.MAX.truncatedTo(ChronoUnit.MICROS);

    private final Map<String, KeptCases> kept = new HashMap<>();
    private final Controllers controllers;
    private final OwnEntries entries;
    private final EntryCases cases;
    private final SubjectKeys keys;
    private final HoldsInForce holds;
    private final MovesForGood moves;
    private final EventStore log;

    CaseRetention(
            Collection<KeptCases> kept,
            Controllers controllers,
            OwnEntries entries,
            EntryTypes types,
            SubjectKeys keys,
            HoldsInForce holds,
            MovesForGood moves,
            EventStore log) {
        kept.forEach(each -> this.kept.put(each.category(), each));
        this.controllers = controllers;
        this.entries = entries;
        this.cases = new EntryCases(types);
        this.keys = keys;
        this.holds = holds;
        this.moves = moves;
        this.log = log;
    }

    /**
     * @param counting the rule that counts; empty where the policy has none
     * @param end when it is deleted, and why then; empty while its time does not run, or a legal hold stands on it
     */
    record CaseEnd(UUID stream, Optional<CountingRule> counting, Optional<End> end) {}

    /** A case of which it is certain when it ends. */
    record EndingCase(CaseOwner owner, KeptCases of, String id, End end) {

        String category() {
            return of.category();
        }
    }

    /** The case of an item; empty where its time does not run, or it has ended. */
    Optional<EndingCase> find(DueItem item) {
        String id = item.caseId();
        KeptCases of = kept.get(item.kind());
        if (id == null || of == null) {
            return Optional.empty();
        }
        return ownerIn(item.stream(), of)
                .flatMap(owner ->
                        endOf(of, owner, id).flatMap(CaseEnd::end).map(end -> new EndingCase(owner, of, id, end)));
    }

    /** Of a person who is erased already nobody can say anything any more, and there is nothing left to end. */
    private Optional<CaseOwner> ownerIn(UUID stream, KeptCases of) {
        return log.readEvents(stream.toString())
                .asStream()
                .map(Message::getPayload)
                .flatMap(event -> of.ownerBy(event).stream())
                .filter(owner -> !owner.subject().isErased())
                .findFirst();
    }

    private record Started(UUID stream, Map<Trigger, Instant> happened) {}

    /** When a case is deleted as things are; empty while its time does not run, and for one that is not known. */
    public Optional<Due> endOf(String category, CaseOwner owner, String caseId) {
        return Optional.ofNullable(kept.get(category))
                .flatMap(each -> endOf(each, owner, caseId))
                .flatMap(CaseEnd::end)
                .map(End::due);
    }

    Optional<CaseEnd> endOf(KeptCases of, CaseOwner owner, String caseId) {
        Map<String, Started> started =
                of instanceof StreamCases streams ? in(streams, owner, UUID.fromString(caseId)) : all(of, owner);
        return Optional.ofNullable(endsOf(of, owner, started).get(caseId));
    }

    /** Of the cases that what happens in the owner's stream can change, by their ids. */
    Map<String, CaseEnd> endsBeside(KeptCases of, CaseOwner owner) {
        return endsOf(
                of, owner, of instanceof StreamCases streams ? in(streams, owner, owner.stream()) : all(of, owner));
    }

    /** Of all that the owner has of the category. */
    Map<String, CaseEnd> endsOf(KeptCases of, CaseOwner owner) {
        return endsOf(of, owner, all(of, owner));
    }

    /** The cases that move to another rule, or back, when something happens to these. */
    List<KeptCases> movedBy(KeptCases fulfilling, CaseOwner owner) {
        Optional<Condition> condition = fulfilling.condition();
        return kept.values().stream()
                .filter(each -> moves(each, owner).anyMatch(move -> condition.equals(Optional.of(move.when()))))
                .toList();
    }

    private Stream<Move> moves(KeptCases of, CaseOwner owner) {
        return controllers.find(owner.controller()).flatMap(policy -> policy.category(of.category())).stream()
                .flatMap(rule -> rule.moves().stream());
    }

    private Map<String, CaseEnd> endsOf(KeptCases of, CaseOwner owner, Map<String, Started> started) {
        Optional<ControllerPolicy> policy = controllers.find(owner.controller());
        if (policy.isEmpty()) {
            return Map.of();
        }
        Map<Condition, List<Map<Trigger, Instant>>> fulfilling = new EnumMap<>(Condition.class);
        if (moves(of, owner).findAny().isPresent()) {
            kept.values()
                    .forEach(each ->
                            each.condition().ifPresent(condition -> fulfilling.put(condition, happened(each, owner))));
        }
        var clock = LegalClock.of(policy.get());
        Held held = holds.of(owner.controller(), owner.subject());
        Map<String, CaseEnd> ends = new HashMap<>();
        started.forEach((id, each) -> {
            Optional<CountingRule> counting = CountingRule.of(policy.get(), of.category(), each.happened(), fulfilling)
                    .map(rule -> moves.counting(policy.get(), of.category(), id, rule));
            Optional<End> end =
                    held.includes(of.category(), id) ? Optional.empty() : counting.flatMap(rule -> rule.end(clock));
            ends.put(id, new CaseEnd(each.stream(), counting, end));
        });
        return ends;
    }

    private List<Map<Trigger, Instant>> happened(KeptCases of, CaseOwner owner) {
        return all(of, owner).values().stream().map(Started::happened).toList();
    }

    private Map<String, Started> all(KeptCases of, CaseOwner owner) {
        Map<String, Started> all = new HashMap<>();
        if (of instanceof StreamCases streams) {
            caseIds(owner.subject(), of.category()).forEach(id -> all.putAll(in(streams, owner, UUID.fromString(id))));
            return all;
        }
        List<Entry> about = entries.about(owner.controller(), owner.subject(), false)
                .filter(entry -> entry.categories().containsValue(of.category()))
                .toList();
        Map<String, UUID> streams = new HashMap<>();
        about.forEach(entry -> OwningStream.of(entry)
                .ifPresent(stream -> streams.putIfAbsent(cases.of(entry, of.category()), UUID.fromString(stream))));
        of.among(about.stream(), NEVER)
                .forEach((id, times) -> Optional.ofNullable(streams.get(id))
                        .ifPresent(stream -> all.put(id, new Started(stream, happened(times)))));
        return all;
    }

    private List<String> caseIds(SubjectId subject, String category) {
        try (Stream<KeyScope> scopes = keys.scopesOf(subject, category)) {
            return scopes.map(KeyScope::caseId).distinct().toList();
        }
    }

    private static Map<String, Started> in(StreamCases of, CaseOwner owner, UUID stream) {
        return of.in(stream, owner.controller(), NEVER)
                .map(times -> Map.of(stream.toString(), new Started(stream, happened(times))))
                .orElse(Map.of());
    }

    private static Map<Trigger, Instant> happened(Map<Trigger, Instant> times) {
        Map<Trigger, Instant> happened = new EnumMap<>(Trigger.class);
        times.forEach((trigger, at) -> {
            if (at.isBefore(NEVER)) {
                happened.put(trigger, at);
            }
        });
        return happened;
    }
}
