package io.nachweis.lifecycle;

import io.nachweis.evidence.Entry;
import io.nachweis.evidence.EntryTypes;
import io.nachweis.policy.ControllerPolicy;
import io.nachweis.policy.Controllers;
import io.nachweis.policy.LegalClock.Due;
import io.nachweis.policy.Retention.Trigger;
import io.nachweis.starter.OwnEntries;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Computes when cases end: by what the log says of them now, and by the rule that the policy has now. */
class CaseRetention {

    /** In the place of an order to erase, which would end what goes on: nothing ends it. */
    private static final Instant NEVER = Instant.MAX.truncatedTo(ChronoUnit.MICROS);

    private final Controllers controllers;
    private final OwnEntries entries;
    private final EntryCases cases;

    CaseRetention(Controllers controllers, OwnEntries entries, EntryTypes types) {
        this.controllers = controllers;
        this.entries = entries;
        this.cases = new EntryCases(types);
    }

    /** @param due when it is deleted; empty while its time does not run */
    record CaseEnd(UUID stream, Optional<Due> due) {}

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
                                each, new CaseEnd(stream, policy.get().end(kept.category(), happened(times))))));
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
