package io.nachweis.lifecycle;

import io.nachweis.evidence.Entry;
import io.nachweis.evidence.EntryTypes;
import io.nachweis.lifecycle.due.DueItem;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
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
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.Message;

/** Computes when cases end: by what the log says of them now, and by the rule that the policy has now. */
class CaseRetention {

    /** In the place of an order to erase, which would end what goes on: nothing ends it. */
    private static final Instant NEVER = Instant.MAX.truncatedTo(ChronoUnit.MICROS);

    private final Map<String, KeptCases> kept = new HashMap<>();
    private final Controllers controllers;
    private final OwnEntries entries;
    private final EntryCases cases;
    private final EventStore log;

    CaseRetention(
            Collection<KeptCases> kept, Controllers controllers, OwnEntries entries, EntryTypes types, EventStore log) {
        kept.forEach(each -> this.kept.put(each.category(), each));
        this.controllers = controllers;
        this.entries = entries;
        this.cases = new EntryCases(types);
        this.log = log;
    }

    /** @param end when it is deleted, and why then; empty while its time does not run */
    record CaseEnd(UUID stream, Optional<End> end) {}

    /** A case of which it is certain when it ends. */
    record EndingCase(CaseOwner owner, String category, String id, End end) {}

    /** The case of an item; empty where its time does not run, or it has ended. */
    Optional<EndingCase> find(DueItem item) {
        String id = item.caseId();
        KeptCases of = kept.get(item.kind());
        if (id == null || of == null) {
            return Optional.empty();
        }
        return ownerIn(item.stream(), of)
                .flatMap(owner -> Optional.ofNullable(endsOf(of, owner).get(id))
                        .flatMap(CaseEnd::end)
                        .map(end -> new EndingCase(owner, of.category(), id, end)));
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

    /** By case, all of the category that the owner has. */
    Map<String, CaseEnd> endsOf(KeptCases kept, CaseOwner owner) {
        Optional<ControllerPolicy> policy = controllers.find(owner.controller());
        if (policy.isEmpty()) {
            return Map.of();
        }
        List<Entry> about = entries.about(owner.controller(), owner.subject(), false)
                .filter(entry -> entry.categories().containsValue(kept.category()))
                .toList();
        Map<String, UUID> streams = new HashMap<>();
        about.forEach(entry -> OwningStream.of(entry)
                .ifPresent(stream -> streams.putIfAbsent(cases.of(entry, kept.category()), UUID.fromString(stream))));
        Map<String, CaseEnd> ends = new HashMap<>();
        kept.among(about.stream(), NEVER)
                .forEach((each, times) -> Optional.ofNullable(streams.get(each))
                        .ifPresent(stream -> ends.put(
                                each, new CaseEnd(stream, policy.get().ending(kept.category(), happened(times))))));
        return ends;
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
